// The application that the page "Moving over, server by server" moves away from.

import { Module } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  OnGatewayConnection,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';

export { configure } from './moving-over';

@WebSocketGateway({ namespace: 'chat' })
export class ChatGateway implements OnGatewayConnection {
  @WebSocketServer()
  server: Namespace;

  async handleConnection(client: Socket) {
    const { name, room } = client.handshake.auth;
    client.data = { name, room };
    await client.join(room);
  }

  @SubscribeMessage('say')
  say(@ConnectedSocket() client: Socket, @MessageBody() text: string) {
    const { name, room } = client.data;
    this.server.to(room).emit('said', { name, text });
    return true;
  }

  @SubscribeMessage('who')
  async who(@ConnectedSocket() client: Socket) {
    const sockets = await this.server.in(client.data.room).fetchSockets();
    return sockets.map((socket) => socket.data.name);
  }
}

@WebSocketGateway({ namespace: 'orders' })
export class OrdersGateway {
  constructor(private readonly chat: ChatGateway) {}

  @SubscribeMessage('place')
  place(@MessageBody() text: string) {
    this.chat.server.to('kitchen').emit('said', { name: 'orders', text });
    return true;
  }
}

@Module({ providers: [ChatGateway, OrdersGateway] })
export class AppModule {}
