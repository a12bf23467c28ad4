// What the page "Guards, interceptors and limits" says of NestJS, and shows no code of.

import { AsyncLocalStorage } from 'node:async_hooks';

import { CallHandler, CanActivate, ExecutionContext, Injectable, Module, NestInterceptor, UseGuards, UseInterceptors } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Throttle, ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { OnGatewayConnection, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { Observable } from 'rxjs';
import type { Socket } from 'socket.io';

import { WsThrottlerGuard } from '../around-messages';

const Roles = Reflector.createDecorator<string[]>();

@Injectable()
class MergingGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext) {
    const roles = this.reflector.getAllAndMerge(Roles, [context.getHandler(), context.getClass()]);
    context.switchToWs().getClient<Socket>().emit('roles', roles);
    return true;
  }
}

@Roles(['guest'])
@UseGuards(MergingGuard)
@WebSocketGateway({ namespace: 'merged' })
class MergedGateway {
  @Roles(['manager'])
  @SubscribeMessage('roles')
  roles() {}
}

const trace = new AsyncLocalStorage<string>();

@Injectable()
class TraceInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    return new Observable((subscriber) => trace.run('a call', () => next.handle().subscribe(subscriber)));
  }
}

@UseInterceptors(TraceInterceptor)
@WebSocketGateway({ namespace: 'traced' })
class TracedGateway implements OnGatewayConnection {
  handleConnection(client: Socket) {
    client.emit('in', trace.getStore() ?? 'nothing');
  }

  @SubscribeMessage('where')
  where() {
    return { event: 'in', data: trace.getStore() };
  }
}

/** An interceptor answers in place of the method that takes the socket. */
@Injectable()
class AnsweringInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    return new Observable((subscriber) =>
      next.handle().subscribe({ next: (value) => subscriber.next(`intercepted: ${value}`), complete: () => subscriber.complete() }),
    );
  }
}

@UseInterceptors(AnsweringInterceptor)
@WebSocketGateway({ namespace: 'undecorated' })
class UndecoratedGateway {
  @SubscribeMessage('say')
  say(client: Socket, text: string) {
    return text;
  }
}

@UseGuards(ThrottlerGuard)
@WebSocketGateway({ namespace: 'guard-of-http' })
class GuardOfHttpGateway {
  @SubscribeMessage('say')
  say() {
    return true;
  }

  @SubscribeMessage('whisper')
  whisper() {
    return true;
  }
}

/** The limit of the module is one message. */
@UseGuards(WsThrottlerGuard)
@WebSocketGateway({ namespace: 'limited' })
class LimitedGateway {
  @SubscribeMessage('global')
  global() {
    return 'global';
  }

  @Throttle({ default: { limit: 3, ttl: 60_000 } })
  @SubscribeMessage('own')
  own() {
    return 'own';
  }
}

@Module({
  imports: [ThrottlerModule.forRoot([{ limit: 1, ttl: 60_000 }])],
  providers: [MergedGateway, TracedGateway, UndecoratedGateway, GuardOfHttpGateway, LimitedGateway],
})
export class AppModule {}
