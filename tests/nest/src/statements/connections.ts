// What the page "Connections" says of NestJS, and shows no code of.

import { INestApplication, MiddlewareConsumer, Module } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  OnGatewayConnection,
  OnGatewayDisconnect,
  OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';

/** The hook of the start ends when a client says so. */
@WebSocketGateway({ namespace: 'slow-start' })
class SlowStartGateway implements OnGatewayInit {
  @WebSocketServer()
  server: Namespace;

  private isReady = false;
  private goOn: () => void;

  async afterInit() {
    await new Promise<void>((resolve) => (this.goOn = resolve));
    this.isReady = true;
    this.server.emit('ready');
  }

  @SubscribeMessage('is-ready')
  ready() {
    return this.isReady;
  }

  @SubscribeMessage('go-on')
  release() {
    this.goOn();
  }
}

/** The hook of a connection ends when its client says so. */
@WebSocketGateway({ namespace: 'slow-connection' })
class SlowConnectionGateway implements OnGatewayConnection {
  async handleConnection(client: Socket) {
    await new Promise<void>((resolve) => (client.data.goOn = resolve));
    client.data.user = 'An';
    client.emit('known');
  }

  @SubscribeMessage('who-am-i')
  whoAmI(@ConnectedSocket() client: Socket) {
    return client.data.user ?? 'nobody';
  }

  @SubscribeMessage('go-on')
  release(@ConnectedSocket() client: Socket) {
    client.data.goOn();
  }
}

@WebSocketGateway({ namespace: 'throws' })
class ThrowsGateway implements OnGatewayConnection {
  handleConnection() {
    throw new Error('at once');
  }
}

@WebSocketGateway({ namespace: 'rejects' })
class RejectsGateway implements OnGatewayConnection {
  async handleConnection() {
    await Promise.resolve();
    throw new Error('later');
  }
}

/** The decorators of a hook's parameters say nothing. */
@WebSocketGateway({ namespace: 'positions' })
class PositionsGateway implements OnGatewayConnection {
  handleConnection(@MessageBody() first: Socket, @ConnectedSocket() second?: Socket) {
    first.emit('the second parameter is', typeof second);
  }
}

@WebSocketGateway({ namespace: 'refusing' })
class RefusingGateway implements OnGatewayConnection, OnGatewayDisconnect {
  async handleConnection(client: Socket) {
    await Promise.resolve();
    client.disconnect();
  }

  handleDisconnect(client: Socket, reason: string) {
    console.log(`a refused client has left: ${reason}`);
  }
}

function logged(name: string) {
  return (request: { originalUrl: string }, response: unknown, next: () => void) => {
    console.log(`${name} runs for ${request.originalUrl}`);
    next();
  };
}

export function configure(app: INestApplication) {
  app.use(logged('middleware of the app'));
}

@Module({
  providers: [SlowStartGateway, SlowConnectionGateway, ThrowsGateway, RejectsGateway, PositionsGateway, RefusingGateway],
})
export class AppModule {
  configure(consumer: MiddlewareConsumer) {
    consumer.apply(logged('middleware of a module')).forRoutes('*path');
  }
}
