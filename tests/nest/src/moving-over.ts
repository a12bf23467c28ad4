// The NestJS half of the page "Moving over".

import { Controller, INestApplication, INestApplicationContext, Module, Post, Query } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import { createAdapter } from '@socket.io/redis-adapter';
import { createClient } from 'redis';
import type { Namespace, ServerOptions, Socket } from 'socket.io';

type Sharing = ReturnType<typeof createAdapter>;

export class RedisIoAdapter extends IoAdapter {
  constructor(app: INestApplicationContext, private readonly sharing: Sharing) {
    super(app);
  }

  static async connect(app: INestApplicationContext, url: string) {
    const [publisher, subscriber] = [createClient({ url }), createClient({ url })];
    await Promise.all([publisher.connect(), subscriber.connect()]);
    return new RedisIoAdapter(app, createAdapter(publisher, subscriber));
  }

  createIOServer(port: number, options?: ServerOptions) {
    return super.createIOServer(port, options).adapter(this.sharing);
  }
}

export async function configure(app: INestApplication) {
  app.useWebSocketAdapter(await RedisIoAdapter.connect(app, process.env.REDIS_URL));
}

@WebSocketGateway({ namespace: 'lobby' })
export class LobbyGateway {
  @WebSocketServer()
  server: Namespace;

  @SubscribeMessage('join')
  async join(@ConnectedSocket() client: Socket, @MessageBody() room: string) {
    await client.join(room);
    return true;
  }

  @SubscribeMessage('say')
  say(@MessageBody() { room, text }: { room: string; text: string }) {
    this.server.to(room).emit('said', text);
    return true;
  }
}

@WebSocketGateway({ namespace: 'chat' })
export class ChatGateway {
  @WebSocketServer()
  server: Namespace;
}

@Controller('announcements')
export class AnnouncementsController {
  constructor(private readonly chat: ChatGateway) {}

  @Post()
  async announce(@Query('text') text: string) {
    this.chat.server.emit('said', text);
    await fetch(`${process.env.GATEWAYS_URL}/announcements`, { method: 'POST', body: text });
  }
}

@Module({ controllers: [AnnouncementsController], providers: [LobbyGateway, ChatGateway] })
export class AppModule {}
