// What the page "Emitting" says of socket.io on Node, and shows no code of.

import { Module } from '@nestjs/common';
import { ConnectedSocket, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import type { Namespace, Server, Socket } from 'socket.io';

@WebSocketGateway({ namespace: 'rooms' })
class RoomsGateway {
  @WebSocketServer()
  server: Namespace;

  @SubscribeMessage('to-no-rooms')
  toNoRooms() {
    this.server.to([]).emit('news');
    return true;
  }

  @SubscribeMessage('server')
  kind() {
    return this.server.constructor.name;
  }

  @SubscribeMessage('late')
  late(@ConnectedSocket() client: Socket) {
    client.disconnect(true);
    return true;
  }
}

@WebSocketGateway()
class RootGateway {
  @WebSocketServer()
  server: Server;

  @SubscribeMessage('server')
  kind() {
    return this.server.constructor.name;
  }
}

@Module({ providers: [RoomsGateway, RootGateway] })
export class AppModule {}
