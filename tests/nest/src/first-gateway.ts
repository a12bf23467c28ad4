// The NestJS half of the page "The first gateway".

import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  ConnectedSocket,
  MessageBody,
  OnGatewayConnection,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@nestjs/websockets';
import type { Server, Socket } from 'socket.io';

@Injectable()
export class GreetingService {
  greeting(name: string) {
    return `Hello ${name}`;
  }
}

@WebSocketGateway({ namespace: 'chat' })
export class ChatGateway implements OnGatewayConnection {
  constructor(private readonly greetings: GreetingService) {}

  @WebSocketServer()
  server: Server;

  handleConnection(client: Socket) {
    console.log(`${client.id} is here`);
  }

  @SubscribeMessage('join')
  async join(@ConnectedSocket() client: Socket, @MessageBody('room') room: string) {
    await client.join(room);
    return this.greetings.greeting(room);
  }

  @SubscribeMessage('say')
  say(@MessageBody() message: { room: string; text: string }) {
    this.server.to(message.room).emit('said', message.text);
    return message.text.length;
  }
}

@Module({ providers: [ChatGateway, GreetingService] })
export class AppModule {}

export async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  await app.listen(3000);
}
