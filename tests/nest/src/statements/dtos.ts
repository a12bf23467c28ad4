// What the page "DTOs, pipes and serialization" says of NestJS, and shows no code of.

import { ClassSerializerInterceptor, Module, ParseArrayPipe, ParseFloatPipe, ParseIntPipe, UseInterceptors, UsePipes, ValidationPipe } from '@nestjs/common';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { Exclude } from 'class-transformer';
import { MinLength } from 'class-validator';

class Cat {
  @MinLength(1)
  name: string;
}

@UsePipes(new ValidationPipe())
@WebSocketGateway({ namespace: 'cats' })
class CatsGateway {
  @SubscribeMessage('create')
  create(@MessageBody() cat: Cat) {
    return cat.name;
  }

  @SubscribeMessage('fail')
  fail(@MessageBody() message: string) {
    throw new Error(message);
  }
}

@UsePipes(new ValidationPipe({ whitelist: true }))
@WebSocketGateway({ namespace: 'whitelist' })
class WhitelistGateway {
  @SubscribeMessage('create')
  create(@MessageBody() cat: Cat) {
    return cat;
  }
}

@WebSocketGateway({ namespace: 'lists' })
class ListsGateway {
  @SubscribeMessage('numbers')
  numbers(@MessageBody('ids', new ParseArrayPipe({ items: Number })) ids: number[]) {
    return ids;
  }
}

@WebSocketGateway({ namespace: 'numbers' })
class NumbersGateway {
  @SubscribeMessage('whole')
  whole(@MessageBody(ParseIntPipe) number: number) {
    return number;
  }

  @SubscribeMessage('any')
  any(@MessageBody(ParseFloatPipe) number: number) {
    return number;
  }
}

class User {
  id = 1;

  @Exclude()
  password = 'secret';
}

@WebSocketGateway({ namespace: 'users' })
class UsersGateway {
  @UseInterceptors(ClassSerializerInterceptor)
  @SubscribeMessage('both')
  both() {
    return new User();
  }

  @UseInterceptors(ClassSerializerInterceptor)
  @SubscribeMessage('no-instance')
  noInstance(): User {
    return { id: 1, password: 'secret' };
  }

  @SubscribeMessage('no-interceptor')
  noInterceptor() {
    return new User();
  }
}

@Module({ providers: [CatsGateway, WhitelistGateway, ListsGateway, NumbersGateway, UsersGateway] })
export class AppModule {}
