// The NestJS half of the page "DTOs, pipes and serialization".

import {
  ArgumentMetadata,
  ClassSerializerInterceptor,
  DefaultValuePipe,
  Injectable,
  Module,
  ParseArrayPipe,
  ParseBoolPipe,
  ParseEnumPipe,
  ParseIntPipe,
  ParseUUIDPipe,
  PipeTransform,
  UseInterceptors,
  UsePipes,
  ValidationPipe,
} from '@nestjs/common';
import { MessageBody, SubscribeMessage, WebSocketGateway, WsException } from '@nestjs/websockets';
import { Exclude, Expose } from 'class-transformer';
import { IsEmail, IsInt, IsOptional, Max, MinLength } from 'class-validator';

export class CreateCat {
  @MinLength(1)
  name: string;

  @IsInt()
  @Max(30)
  age: number;

  @IsOptional()
  @IsEmail()
  owner?: string;
}

@UsePipes(new ValidationPipe({ exceptionFactory: () => new WsException('the validation failed') }))
@WebSocketGateway({ namespace: 'cats' })
export class CatsGateway {
  @SubscribeMessage('create')
  create(@MessageBody() cat: CreateCat) {
    return cat.name;
  }
}

@UsePipes(
  new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, exceptionFactory: () => new WsException('no') }),
)
@WebSocketGateway({ namespace: 'strict' })
export class StrictGateway {
  @SubscribeMessage('create')
  create(@MessageBody() cat: CreateCat) {
    return cat.name;
  }
}

export enum Colour {
  Black = 'black',
  White = 'white',
}

@Injectable()
export class TrimPipe implements PipeTransform {
  transform(value: unknown, { type }: ArgumentMetadata) {
    return type === 'body' && typeof value === 'string' ? value.trim() : value;
  }
}

@WebSocketGateway({ namespace: 'pipes' })
export class PipesGateway {
  @SubscribeMessage('number')
  number(@MessageBody('id', ParseIntPipe) id: number) {
    return id;
  }

  @SubscribeMessage('flag')
  flag(@MessageBody('on', ParseBoolPipe) on: boolean) {
    return on;
  }

  @SubscribeMessage('colour')
  colour(@MessageBody('colour', new ParseEnumPipe(Colour)) colour: Colour) {
    return colour;
  }

  @SubscribeMessage('numbers')
  numbers(@MessageBody('ids', new ParseArrayPipe({ items: Number })) ids: number[]) {
    return ids.length;
  }

  @SubscribeMessage('order')
  order(@MessageBody('id', ParseUUIDPipe) id: string) {
    return id;
  }

  @SubscribeMessage('page')
  page(@MessageBody('count', new DefaultValuePipe(20)) count: number) {
    return count;
  }

  @SubscribeMessage('trim')
  trim(@MessageBody(TrimPipe) text: string) {
    return text;
  }
}

export class UserEntity {
  id: number;

  @Expose({ name: 'fullName' })
  name: string;

  @Exclude()
  password: string;

  constructor(values: Partial<UserEntity>) {
    Object.assign(this, values);
  }
}

@UseInterceptors(ClassSerializerInterceptor)
@WebSocketGateway({ namespace: 'users' })
export class UsersGateway {
  @SubscribeMessage('user')
  user() {
    return new UserEntity({ id: 1, name: 'An', password: 'secret' });
  }
}

@Module({ providers: [CatsGateway, StrictGateway, PipesGateway, UsersGateway] })
export class AppModule {}
