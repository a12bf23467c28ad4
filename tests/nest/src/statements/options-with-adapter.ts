// Gateways share a server in an application that has set an adapter. The first gateway is that of `start`, with the defaults.

import { INestApplication, Module } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { WebSocketGateway } from '@nestjs/websockets';

@WebSocketGateway({ namespace: 'second', pingInterval: 12_000 })
class SecondGateway {}

@WebSocketGateway({ namespace: 'third', pingInterval: 13_000 })
class ThirdGateway {}

export function configure(app: INestApplication) {
  app.useWebSocketAdapter(new IoAdapter(app));
}

@Module({ providers: [SecondGateway, ThirdGateway] })
export class AppModule {}
