// The NestJS half of the page "Guards, interceptors and limits".

import { AsyncLocalStorage } from 'node:async_hooks';

import {
  applyDecorators,
  CallHandler,
  CanActivate,
  ExecutionContext,
  Injectable,
  Logger,
  Module,
  NestInterceptor,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { SkipThrottle, Throttle, ThrottlerGuard, ThrottlerModule, ThrottlerRequest } from '@nestjs/throttler';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway, WsException } from '@nestjs/websockets';
import { catchError, map, Observable, of, tap, throwError, timeout, TimeoutError } from 'rxjs';
import type { Socket } from 'socket.io';

export const Public = Reflector.createDecorator<boolean>();
export const Roles = Reflector.createDecorator<string[]>();

@Injectable()
export class AuthGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext) {
    if (this.reflector.getAllAndOverride(Public, [context.getHandler(), context.getClass()])) return true;
    const client = context.switchToWs().getClient<Socket>();
    const { token } = client.handshake.auth;
    if (token !== 'manager' && token !== 'guest') throw new WsException('log in first');
    client.data.user = { name: token, roles: token === 'manager' ? ['manager'] : [] };
    return true;
  }
}

@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext) {
    const roles = this.reflector.getAllAndOverride(Roles, [context.getHandler(), context.getClass()]);
    const { user } = context.switchToWs().getClient<Socket>().data;
    return !roles || roles.some((role) => user.roles.includes(role));
  }
}

export const ManagersOnly = () => applyDecorators(Roles(['manager']), UseGuards(RolesGuard));

@UseGuards(AuthGuard)
@WebSocketGateway({ namespace: 'shop' })
export class ShopGateway {
  @SubscribeMessage('who-am-i')
  whoAmI(@ConnectedSocket() client: Socket) {
    return client.data.user.name;
  }

  @ManagersOnly()
  @SubscribeMessage('close')
  close() {
    return 'closed';
  }
}

@UseGuards(AuthGuard)
@WebSocketGateway({ namespace: 'news' })
export class NewsGateway {
  @Public(true)
  @SubscribeMessage('headlines')
  headlines() {
    return ['it rains'];
  }

  @SubscribeMessage('article')
  article() {
    return 'it rains in Hue';
  }
}

@Injectable()
export class WrapInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    return next.handle().pipe(map((data) => ({ data })));
  }
}

@Injectable()
export class NightInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const { hour } = context.switchToWs().getData();
    return hour < 6 ? of('we are asleep') : next.handle();
  }
}

@Injectable()
export class TimeoutInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    return next.handle().pipe(
      timeout(50),
      catchError((error) => throwError(() => (error instanceof TimeoutError ? new WsException('it took too long') : error))),
    );
  }
}

@UseInterceptors(WrapInterceptor)
@WebSocketGateway({ namespace: 'counter' })
export class CounterGateway {
  @SubscribeMessage('count')
  count() {
    return 7;
  }

  @UseInterceptors(NightInterceptor)
  @SubscribeMessage('greet')
  greet(@MessageBody('name') name: string) {
    return `Hello ${name}`;
  }

  @UseInterceptors(TimeoutInterceptor)
  @SubscribeMessage('slow')
  async slow() {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

@Injectable()
export class LoggingInterceptor implements NestInterceptor {
  private readonly logger = new Logger('Reports');

  intercept(context: ExecutionContext, next: CallHandler) {
    const event = context.switchToWs().getPattern();
    const start = Date.now();
    return next.handle().pipe(tap(() => this.logger.log(`answered ${event} in ${Date.now() - start} ms`)));
  }
}

@Injectable()
export class CacheInterceptor implements NestInterceptor {
  private readonly answers = new Map<string, unknown>();

  intercept(context: ExecutionContext, next: CallHandler) {
    const key = JSON.stringify(context.switchToWs().getData());
    if (this.answers.has(key)) return of(this.answers.get(key));
    return next.handle().pipe(tap((answer) => this.answers.set(key, answer)));
  }
}

@UseInterceptors(LoggingInterceptor)
@WebSocketGateway({ namespace: 'reports' })
export class ReportsGateway {
  private made = 0;

  @UseInterceptors(CacheInterceptor)
  @SubscribeMessage('report')
  report(@MessageBody() month: string) {
    this.made += 1;
    return `${this.made}: ${month}`;
  }
}

export const trace = new AsyncLocalStorage<string>();

@Injectable()
export class TraceInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const event = context.switchToWs().getPattern();
    return new Observable((subscriber) => trace.run(event, () => next.handle().subscribe(subscriber)));
  }
}

@UseInterceptors(TraceInterceptor)
@WebSocketGateway({ namespace: 'traced' })
export class TracedGateway {
  @SubscribeMessage('work')
  async work() {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return `in ${trace.getStore()}`;
  }
}

@Injectable()
export class WsThrottlerGuard extends ThrottlerGuard {
  protected async handleRequest({ context, limit, ttl, throttler, blockDuration, generateKey }: ThrottlerRequest) {
    const client = context.switchToWs().getClient<Socket>();
    const key = generateKey(context, client.id, throttler.name);
    const { isBlocked } = await this.storageService.increment(key, ttl, limit, blockDuration, throttler.name);
    if (isBlocked) throw new WsException('too many messages');
    return true;
  }
}

@UseGuards(WsThrottlerGuard)
@WebSocketGateway({ namespace: 'chat' })
export class ChatGateway {
  @Throttle({ default: { limit: 2, ttl: 60_000 } })
  @SubscribeMessage('search')
  search(@MessageBody() text: string) {
    return [text];
  }

  @SkipThrottle()
  @SubscribeMessage('typing')
  typing() {
    return true;
  }
}

@Module({
  imports: [ThrottlerModule.forRoot([{ limit: 50, ttl: 1_000 }])],
  providers: [ShopGateway, NewsGateway, CounterGateway, ReportsGateway, TracedGateway, ChatGateway],
})
export class AppModule {}
