// What the page "Ports, options and namespaces" says of NestJS, and shows no code of.

import { Module } from '@nestjs/common';
import { ConnectedSocket, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import type { Socket } from 'socket.io';

const settings = { path: '/as-it-was-loaded' };

@WebSocketGateway({ path: settings.path })
class LoadedGateway {}

/** The application has a configuration when the class exists already. */
export function configure() {
  settings.path = '/as-it-was-configured';
}

@WebSocketGateway({ path: '/shared', namespace: 'first', pingInterval: 11_000 })
class FirstGateway {}

@WebSocketGateway({ path: '/shared', namespace: 'second', pingInterval: 12_000, pingTimeout: 4_000, transports: ['websocket'] })
class SecondGateway {}

@WebSocketGateway({ namespace: /^\/chat\/[^/]+$/ })
class FirstOfPatternGateway {
  @SubscribeMessage('first')
  first(@ConnectedSocket() client: Socket) {
    return client.nsp.name;
  }
}

@WebSocketGateway({ namespace: /^\/chat\/[^/]+$/ })
class SecondOfPatternGateway {
  @SubscribeMessage('second')
  second(@ConnectedSocket() client: Socket) {
    return client.nsp.name;
  }
}

@WebSocketGateway({ path: '/without-slash', addTrailingSlash: false })
class WithoutSlashGateway {}

@Module({
  providers: [LoadedGateway, FirstGateway, SecondGateway, FirstOfPatternGateway, SecondOfPatternGateway, WithoutSlashGateway],
})
export class AppModule {}
