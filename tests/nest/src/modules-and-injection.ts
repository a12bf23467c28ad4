// The NestJS half of the page "Modules and injection".

import { Injectable, Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import type { Namespace } from 'socket.io';

export class Database {
  static async connect() {
    return new Database();
  }

  priceOf(article: string) {
    return article.length;
  }
}

@WebSocketGateway({ namespace: 'orders' })
export class OrdersGateway {
  @WebSocketServer()
  server: Namespace;
}

@Injectable()
export class OrdersService {
  constructor(private readonly gateway: OrdersGateway) {}

  create(article: string) {
    this.gateway.server.emit('created', article);
  }
}

@WebSocketGateway({ namespace: 'shop' })
export class ShopGateway {
  constructor(
    private readonly database: Database,
    private readonly orders: OrdersService,
  ) {}

  @SubscribeMessage('price')
  price(@MessageBody() article: string) {
    return this.database.priceOf(article);
  }

  @SubscribeMessage('order')
  order(@MessageBody() article: string) {
    this.orders.create(article);
    return true;
  }
}

@WebSocketGateway({ namespace: 'staff' })
export class StaffGateway {}

@WebSocketGateway({ namespace: 'devices' })
export class DevicesGateway {
  @WebSocketServer()
  server: Namespace;

  @SubscribeMessage('measured')
  measured(@MessageBody() value: number) {
    this.server.server.of('/staff').emit('measured', value);
    return true;
  }
}

@WebSocketGateway({ namespace: 'forgotten' })
export class ForgottenGateway {}

@WebSocketGateway({ namespace: 'greetings' })
export class GreetingsGateway {
  constructor(private readonly config: ConfigService) {}

  @SubscribeMessage('greet')
  greet(@MessageBody() name: string) {
    return `${this.config.get('GREETING', 'Hello')} ${name}`;
  }
}

@Module({
  imports: [ConfigModule.forRoot({ isGlobal: true })],
  providers: [
    { provide: Database, useFactory: () => Database.connect() },
    OrdersService,
    OrdersGateway,
    ShopGateway,
    StaffGateway,
    DevicesGateway,
    GreetingsGateway,
  ],
})
export class AppModule {}
