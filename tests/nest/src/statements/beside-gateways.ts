// What the page "Beside gateways" says of NestJS, and shows no code of.

import { BeforeApplicationShutdown, Controller, Get, Injectable, Module, OnApplicationShutdown, Res } from '@nestjs/common';
import { EventEmitter2, EventEmitterModule, OnEvent } from '@nestjs/event-emitter';
import { SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import type { ServerResponse } from 'node:http';
import type { Namespace } from 'socket.io';

@WebSocketGateway({ namespace: 'shop' })
class ShopGateway {
  constructor(private readonly events: EventEmitter2) {}

  @WebSocketServer()
  server: Namespace;

  private goOn: () => void;

  @SubscribeMessage('order')
  order() {
    this.events.emit('order.created');
    this.server.emit('emitted');
  }

  /** This listener ends when a client says so. */
  @OnEvent('order.created')
  async created() {
    this.server.emit('listener begins');
    await new Promise<void>((resolve) => (this.goOn = resolve));
    this.server.emit('listener ends');
  }

  @SubscribeMessage('go-on')
  release() {
    this.goOn();
  }
}

@Controller('endless')
class EndlessController {
  @Get()
  begin(@Res() response: ServerResponse) {
    response.write('begun');
  }
}

@Injectable()
class Ends implements BeforeApplicationShutdown, OnApplicationShutdown {
  beforeApplicationShutdown() {
    console.log('the end begins');
  }

  onApplicationShutdown() {
    console.log('the connections have ended');
  }
}

@Module({ imports: [EventEmitterModule.forRoot()], controllers: [EndlessController], providers: [ShopGateway, Ends] })
export class AppModule {}
