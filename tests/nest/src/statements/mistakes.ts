// The mistakes of the page "Is it for you", in an application that starts all the same.

import { Module } from '@nestjs/common';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';

@WebSocketGateway({ namespace: 'mistakes', pingInterval: 10_000 })
class FirstGateway {
  @SubscribeMessage('body')
  body(@MessageBody() data) {
    return data;
  }

  @SubscribeMessage('two')
  two() {
    return 'the first';
  }

  @SubscribeMessage('two')
  three() {
    return 'the second';
  }
}

@WebSocketGateway({ namespace: 'mistakes', pingInterval: 20_000 })
class SecondGateway {
  @SubscribeMessage('two')
  two() {
    return 'the third';
  }
}

@Module({ providers: [FirstGateway, SecondGateway] })
export class AppModule {}
