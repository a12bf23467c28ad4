// The NestJS half of the page "Ports, options and namespaces".

import { INestApplication, Module } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { ConnectedSocket, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import type { ServerOptions, Socket } from 'socket.io';

@WebSocketGateway({
  path: '/tuned',
  pingInterval: 10_000,
  pingTimeout: 5_000,
  maxHttpBufferSize: 64_000,
})
export class TunedGateway {}

@WebSocketGateway({ path: '/fast', transports: ['websocket'] })
export class FastGateway {}

@WebSocketGateway({ path: '/shared', cors: { origin: /^https:\/\/[^.]+\.example\.com$/, credentials: true } })
export class SharedGateway {}

@WebSocketGateway({ namespace: /^\/chat\/[^/]+$/ })
export class RoomGateway {
  @SubscribeMessage('which')
  which(@ConnectedSocket() client: Socket) {
    return client.nsp.name.split('/').at(-1);
  }
}

@WebSocketGateway({ namespace: /^\/files\/.+$/ })
export class FilesGateway {
  @SubscribeMessage('which')
  which(@ConnectedSocket() client: Socket) {
    return client.nsp.name.slice('/files/'.length);
  }
}

export class AppAdapter extends IoAdapter {
  createIOServer(port: number, options?: ServerOptions) {
    return super.createIOServer(port, { ...options, pingTimeout: 7_000 });
  }
}

export function configure(app: INestApplication) {
  app.useWebSocketAdapter(new AppAdapter(app));
}

@Module({ providers: [TunedGateway, FastGateway, SharedGateway, RoomGateway, FilesGateway] })
export class AppModule {}
