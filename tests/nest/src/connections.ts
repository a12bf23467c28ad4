// The NestJS half of the page "Connections".

import { Injectable, Module, Scope } from '@nestjs/common';
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

@WebSocketGateway({ namespace: 'lobby' })
export class LobbyGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect {
  @WebSocketServer()
  server: Namespace;

  afterInit(server: Namespace) {
    console.log(`ready at ${server.name}`);
  }

  handleConnection(client: Socket) {
    const { name } = client.handshake.auth;
    client.data.user = { name };
    client.join(`user:${name}`);
    client.emit('welcome', name, client.handshake.query.from);
  }

  handleDisconnect(client: Socket, reason: string) {
    this.server.emit('left', client.data.user.name, reason);
  }

  @SubscribeMessage('who-am-i')
  whoAmI(@ConnectedSocket() client: Socket) {
    return client.data.user.name;
  }

  @SubscribeMessage('is-online')
  async isOnline() {
    const sockets = await this.server.in('user:An').fetchSockets();
    return sockets.length > 0;
  }
}

@WebSocketGateway({ namespace: 'private' })
export class PrivateGateway implements OnGatewayInit {
  afterInit(server: Namespace) {
    server.use((socket, next) => {
      next(socket.handshake.auth.token === 'secret' ? undefined : new Error('log in first'));
    });
  }
}

@WebSocketGateway({ namespace: 'full' })
export class FullGateway implements OnGatewayConnection {
  handleConnection(client: Socket) {
    client.emit('full', 'there is no seat left');
    client.disconnect();
  }
}

@Injectable({ scope: Scope.REQUEST })
export class Cart {
  private readonly articles: string[] = [];

  add(article: string) {
    return this.articles.push(article);
  }
}

@WebSocketGateway({ namespace: 'cart' })
export class CartGateway {
  constructor(private readonly cart: Cart) {}

  @SubscribeMessage('add')
  add(@MessageBody() article: string) {
    return this.cart.add(article);
  }
}

@Module({ providers: [LobbyGateway, PrivateGateway, FullGateway, Cart, CartGateway] })
export class AppModule {}
