// The NestJS half of the page "Handlers".

import { Module } from '@nestjs/common';
import { Ack, ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway, WsException } from '@nestjs/websockets';
import { concat, from, map, Observable, throwError } from 'rxjs';
import type { Socket } from 'socket.io';

@WebSocketGateway({ namespace: 'taking' })
export class TakingGateway {
  @SubscribeMessage('whole')
  whole(@MessageBody() data: { id: number; name: string }) {
    return data.name;
  }

  @SubscribeMessage('member')
  member(@MessageBody('id') id: number) {
    return id;
  }

  @SubscribeMessage('several')
  several(@MessageBody() data: [number, number]) {                // emit('several', 2, 3)
    return data[0] * data[1];
  }

  @SubscribeMessage('undecorated')
  undecorated(client: Socket, data: string) {
    client.emit('echo', data);
    return data;
  }

  @SubscribeMessage('both')
  both(@ConnectedSocket() client: Socket, @MessageBody() data: string) {
    client.emit('echo', data);
    return data;
  }
}

@WebSocketGateway({ namespace: 'answering' })
export class AnsweringGateway {
  @SubscribeMessage('value')
  value() {
    return { total: 7 };
  }

  @SubscribeMessage('later')
  async later() {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return 7;
  }

  @SubscribeMessage('by-hand')
  byHand(@MessageBody() name: string, @Ack() ack: (answer: string) => void) {
    setTimeout(() => ack(`Hello ${name}`), 5);
  }

  @SubscribeMessage('event')
  event(@MessageBody() data: string) {
    return { event: 'told', data };
  }

  @SubscribeMessage('perhaps')
  perhaps(@MessageBody() loud: boolean) {
    if (!loud) return;
    return { event: 'told', data: 'hey' };
  }

  @SubscribeMessage('count')
  count(@MessageBody() to: number): Observable<{ event: string; data: number }> {
    return from(Array.from({ length: to }, (_, index) => index + 1)).pipe(map((data) => ({ event: 'number', data })));
  }

  @SubscribeMessage('count-and-fail')
  countAndFail() {
    return concat(from([{ event: 'number', data: 1 }]), throwError(() => new WsException('no more')));
  }
}

export enum ChatEvent {
  Send = 'send-message',
  Sent = 'sent',
}

@WebSocketGateway({ namespace: 'names' })
export class NamesGateway {
  @SubscribeMessage(ChatEvent.Send)
  send(@MessageBody() text: string) {
    return { event: ChatEvent.Sent, data: text };
  }

  @SubscribeMessage('a')
  a() {
    return this.either('a');
  }

  @SubscribeMessage('b')
  b() {
    return this.either('b');
  }

  either(event: string) {
    return `it was ${event}`;
  }
}

@WebSocketGateway({ namespace: 'twice' })
export class FirstGateway {
  @SubscribeMessage('who')
  who() {
    return 'first';
  }
}

@WebSocketGateway({ namespace: 'twice' })
export class SecondGateway {
  @SubscribeMessage('who')
  who() {
    return { event: 'second', data: null };
  }
}

@Module({ providers: [TakingGateway, AnsweringGateway, NamesGateway, FirstGateway, SecondGateway] })
export class AppModule {}
