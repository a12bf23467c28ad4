// The NestJS half of the page "Emitting".

import { Module } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';

@WebSocketGateway({ namespace: 'game' })
export class GameGateway {
  @WebSocketServer()
  server: Namespace;

  @SubscribeMessage('enter')
  async enter(@ConnectedSocket() client: Socket, @MessageBody() room: string) {
    await client.join(room);
    return client.rooms.has(room);
  }

  @SubscribeMessage('to-all')
  toAll() {
    this.server.emit('news', 'for all');
    this.server.emit('score', 3, 1);
    return true;
  }

  @SubscribeMessage('to-room')
  toRoom(@MessageBody() room: string) {
    this.server.to(room).emit('news', 'for the room');
    return true;
  }

  @SubscribeMessage('to-others')
  toOthers(@ConnectedSocket() client: Socket, @MessageBody() room: string) {
    client.to(room).emit('news', 'for the others');
    return true;
  }

  @SubscribeMessage('to-those-outside')
  toThoseOutside(@MessageBody() room: string) {
    this.server.except(room).emit('news', 'for those outside');
    return true;
  }

  @SubscribeMessage('sure')
  async sure(@ConnectedSocket() client: Socket) {
    return client.timeout(1000).emitWithAck('are you sure?', 7);
  }

  @SubscribeMessage('count')
  async count(@MessageBody() room: string) {
    const sockets = await this.server.in(room).fetchSockets();
    return sockets.length;
  }

  @SubscribeMessage('move-all')
  async moveAll(@MessageBody() room: string) {
    this.server.socketsJoin(room);
    return true;
  }

  @SubscribeMessage('call-me')
  callMe(@ConnectedSocket() client: Socket, @MessageBody() name: string) {
    client.data.name = name;
    return true;
  }

  @SubscribeMessage('names')
  async names() {
    const sockets = await this.server.fetchSockets();
    return sockets.map((socket) => socket.data.name).sort();
  }

  @SubscribeMessage('end')
  end(@ConnectedSocket() client: Socket) {
    client.disconnect(true);
  }

  @SubscribeMessage('kick')
  kick(@MessageBody() room: string) {
    this.server.in(room).disconnectSockets();
    return true;
  }
}

@Module({ providers: [GameGateway] })
export class AppModule {}
