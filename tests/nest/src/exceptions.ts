// The NestJS half of the page "Exceptions and filters".

import { ArgumentsHost, BadRequestException, Catch, ExceptionFilter, INestApplication, Module, UseFilters } from '@nestjs/common';
import { MessageBody, SubscribeMessage, WebSocketGateway, WsException } from '@nestjs/websockets';
import type { Socket } from 'socket.io';

@WebSocketGateway({ namespace: 'throwing' })
export class ThrowingGateway {
  @SubscribeMessage('text')
  text() {
    throw new WsException('Invalid credentials.');
  }

  @SubscribeMessage('object')
  object() {
    throw new WsException({ error: 42 });
  }

  @SubscribeMessage('error')
  error() {
    throw new Error('the password of the bank is wrong');
  }

  @SubscribeMessage('http')
  http() {
    throw new BadRequestException('the number is missing');
  }
}

export class StockError extends Error {
  constructor(readonly left: number) {
    super(`only ${left} left`);
  }
}

@Catch(StockError)
export class StockFilter implements ExceptionFilter<StockError> {
  catch(error: StockError, host: ArgumentsHost) {
    const ws = host.switchToWs();
    ws.getClient<Socket>().emit('exception', {
      status: 'error',
      code: 'conflict',
      message: error.message,
      details: error.left,
      cause: { pattern: ws.getPattern() },
    });
  }
}

@UseFilters(StockFilter)
@WebSocketGateway({ namespace: 'stock' })
export class StockGateway {
  @SubscribeMessage('buy')
  buy(@MessageBody() count: number) {
    throw new StockError(2);
  }
}

export class ClosedError extends Error {}

@Catch(ClosedError)
export class ClosedFilter implements ExceptionFilter<ClosedError> {
  catch(error: ClosedError, host: ArgumentsHost) {
    host.switchToWs().getClient<Socket>().emit('exception', { message: 'we open at nine' });
  }
}

@WebSocketGateway({ namespace: 'closed' })
export class ClosedGateway {
  @SubscribeMessage('enter')
  enter() {
    throw new ClosedError();
  }
}

export function configure(app: INestApplication) {
  app.useGlobalFilters(new ClosedFilter());
}

@Module({ providers: [ThrowingGateway, StockGateway, ClosedGateway] })
export class AppModule {}
