// What the pages say of the global guards, pipes and interceptors of NestJS. They hold for every gateway of an application,
// so they have one of their own.

import {
  CallHandler,
  CanActivate,
  ExecutionContext,
  INestApplication,
  Injectable,
  Module,
  NestInterceptor,
  UseGuards,
  UseInterceptors,
  ValidationPipe,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import {
  ConnectedSocket,
  MessageBody,
  OnGatewayConnection,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@nestjs/websockets';
import { IsInt } from 'class-validator';
import type { Socket } from 'socket.io';

/** Those who have run for a message of this client tell it so. */
function tells(context: ExecutionContext, name: string) {
  context.switchToWs().getClient<Socket>().emit('runs', name);
  return true;
}

const guard = (name: string): CanActivate => ({ canActivate: (context) => tells(context, `guard of the ${name}`) });

const interceptor = (name: string): NestInterceptor => ({
  intercept(context: ExecutionContext, next: CallHandler) {
    tells(context, `interceptor of the ${name}`);
    return next.handle();
  },
});

@Injectable()
class AppGuard implements CanActivate {
  canActivate(context: ExecutionContext) {
    if (context.getType() !== 'ws') return true;
    const { handshake } = context.switchToWs().getClient<Socket>();
    return handshake.auth.token !== 'refused';
  }
}

@UseGuards(guard('gateway'))
@UseInterceptors(interceptor('gateway'))
@WebSocketGateway({ namespace: 'order' })
class OrderGateway implements OnGatewayConnection {
  handleConnection(client: Socket) {
    client.emit('connected');
  }

  @UseGuards(guard('method'))
  @UseInterceptors(interceptor('method'))
  @SubscribeMessage('all')
  all(@ConnectedSocket() client: Socket) {
    client.emit('runs', 'method');
  }
}

class Age {
  @IsInt()
  age: number;
}

@WebSocketGateway({ namespace: 'ages' })
class AgesGateway {
  @SubscribeMessage('age')
  age(@MessageBody() { age }: Age) {
    return age;
  }
}

export function configure(app: INestApplication) {
  const inOrders = (context: ExecutionContext) => context.getClass() === OrderGateway;
  const { canActivate } = guard('app');
  app.useGlobalGuards({ canActivate: (context) => !inOrders(context) || canActivate(context) });
  const { intercept } = interceptor('app');
  app.useGlobalInterceptors({ intercept: (context, next) => (inOrders(context) ? intercept(context, next) : next.handle()) });
  app.useGlobalPipes(new ValidationPipe({ exceptionFactory: () => new WsException('the validation failed') }));
}

@Module({ providers: [{ provide: APP_GUARD, useClass: AppGuard }, OrderGateway, AgesGateway] })
export class AppModule {}
