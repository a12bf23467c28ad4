// What the page "Exceptions and filters" says of NestJS, and shows no code of.

import { ArgumentsHost, BadRequestException, Catch, ExceptionFilter, INestApplication, Module, UseFilters } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { BaseWsExceptionFilter, MessageBody, SubscribeMessage, WebSocketGateway, WsException } from '@nestjs/websockets';
import type { Socket } from 'socket.io';

class StockError extends Error {}
class PriceError extends Error {}

function tells(name: string) {
  return (error: Error, host: ArgumentsHost) => host.switchToWs().getClient<Socket>().emit('caught', name);
}

@Catch(StockError, PriceError)
class FirstFilter implements ExceptionFilter {
  catch = tells('first');
}

@Catch(StockError)
class LastFilter implements ExceptionFilter {
  catch = tells('last');
}

@Catch()
class GlobalFilter implements ExceptionFilter {
  catch = tells('global');
}

@UseFilters(FirstFilter, LastFilter)
@WebSocketGateway({ namespace: 'filters-of-a-gateway' })
class FiltersOfAGateway {
  @SubscribeMessage('both')
  both() {
    throw new StockError();
  }

  @SubscribeMessage('one')
  one() {
    throw new PriceError();
  }
}

@WebSocketGateway({ namespace: 'filters-of-a-method' })
class FiltersOfAMethod {
  @UseFilters(FirstFilter, LastFilter)
  @SubscribeMessage('both')
  both() {
    throw new StockError();
  }

  @UseFilters(FirstFilter, LastFilter)
  @SubscribeMessage('one')
  one() {
    throw new PriceError();
  }
}

@WebSocketGateway({ namespace: 'no-filters' })
class NoFiltersGateway {
  @SubscribeMessage('fails')
  fails() {
    throw new StockError();
  }
}

@WebSocketGateway({ namespace: 'logged' })
class LoggedGateway {
  @SubscribeMessage('error')
  error(@MessageBody() message: string) {
    throw new Error(message);
  }

  @SubscribeMessage('http')
  http(@MessageBody() message: string) {
    throw new BadRequestException(message);
  }
}

@Catch()
class ThrowingFilter implements ExceptionFilter {
  catch() {
    throw new Error('the filter failed');
  }
}

@UseFilters(ThrowingFilter)
@WebSocketGateway({ namespace: 'filter-that-throws' })
class FilterThatThrowsGateway {
  @SubscribeMessage('say')
  say(@MessageBody() text: string) {
    if (text === 'bad') throw new StockError();
    return text;
  }
}

@Catch()
class WatchingFilter extends BaseWsExceptionFilter {
  catch(error: unknown, host: ArgumentsHost) {
    host.switchToWs().getClient<Socket>().emit('caught', 'watching');
    super.catch(error, host);
  }
}

@WebSocketGateway({ namespace: 'base' })
class BaseGateway {
  @UseFilters(WatchingFilter)
  @SubscribeMessage('watched')
  watched() {
    throw new WsException('no');
  }

  @UseFilters(new BaseWsExceptionFilter({ includeCause: false }))
  @SubscribeMessage('without')
  without() {
    throw new WsException('no');
  }

  @UseFilters(new BaseWsExceptionFilter({ causeFactory: (pattern) => ({ of: pattern }) }))
  @SubscribeMessage('made')
  made() {
    throw new WsException('no');
  }
}

export function configure(app: INestApplication) {
  app.useGlobalFilters(new GlobalFilter());
}

@Module({
  providers: [
    { provide: APP_FILTER, useClass: GlobalFilter },
    FiltersOfAGateway,
    FiltersOfAMethod,
    NoFiltersGateway,
    LoggedGateway,
    FilterThatThrowsGateway,
    BaseGateway,
  ],
})
export class AppModule {}
