// The NestJS half of the page "Beside gateways".

import { BeforeApplicationShutdown, Controller, Injectable, Module, OnApplicationShutdown, Param, Post } from '@nestjs/common';
import { EventEmitter2, EventEmitterModule, OnEvent } from '@nestjs/event-emitter';
import { Interval, ScheduleModule } from '@nestjs/schedule';
import { MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import type { Namespace } from 'socket.io';

@WebSocketGateway({ namespace: 'payments' })
export class PaymentsGateway {
  @WebSocketServer()
  server: Namespace;
}

@Controller('payments')
export class PaymentsController {
  constructor(private readonly payments: PaymentsGateway) {}

  @Post(':id')
  paid(@Param('id') id: string) {
    this.payments.server.emit('paid', id);
    return `paid ${id}`;
  }
}

@WebSocketGateway({ namespace: 'clock' })
export class ClockGateway {
  @WebSocketServer()
  server: Namespace;

  @Interval(100)
  tick() {
    this.server.emit('tick');
  }
}

export class OrderCreated {
  constructor(readonly article: string) {}
}

@WebSocketGateway({ namespace: 'shop' })
export class ShopGateway {
  constructor(private readonly events: EventEmitter2) {}

  @SubscribeMessage('order')
  order(@MessageBody() article: string) {
    this.events.emit('order.created', new OrderCreated(article));
    return true;
  }
}

@WebSocketGateway({ namespace: 'kitchen' })
export class KitchenGateway {
  @WebSocketServer()
  server: Namespace;

  @OnEvent('order.created')
  created(order: OrderCreated) {
    this.server.emit('cook', order.article);
  }
}

@WebSocketGateway({ namespace: 'farewell' })
export class FarewellGateway implements BeforeApplicationShutdown, OnApplicationShutdown {
  @WebSocketServer()
  server: Namespace;

  beforeApplicationShutdown() {
    this.server.emit('bye');
  }

  onApplicationShutdown(signal?: string) {
    console.log(`the end, by ${signal}`);
  }
}

@Injectable()
export class Files implements OnApplicationShutdown {
  onApplicationShutdown() {
    console.log('the files are written');
  }
}

@Module({
  imports: [EventEmitterModule.forRoot(), ScheduleModule.forRoot()],
  controllers: [PaymentsController],
  providers: [PaymentsGateway, ClockGateway, ShopGateway, KitchenGateway, FarewellGateway, Files],
})
export class AppModule {}
