// The NestJS half of the page "Porting tests".

import assert from 'node:assert/strict';

import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';

@Injectable()
export class Clock {
  hour() {
    return new Date().getHours();
  }
}

@WebSocketGateway({ namespace: 'greeter' })
export class GreeterGateway {
  constructor(private readonly clock: Clock) {}

  @SubscribeMessage('greet')
  greet(@MessageBody() name: string) {
    return this.clock.hour() < 12 ? `Good morning, ${name}` : `Hello ${name}`;
  }
}

const morning = { hour: () => 8 };

export async function greetsInTheMorning() {
  const module = await Test.createTestingModule({ providers: [GreeterGateway, Clock] })
    .overrideProvider(Clock)
    .useValue(morning)
    .compile();
  assert.equal(module.get(GreeterGateway).greet('An'), 'Good morning, An');
}

export const configure = greetsInTheMorning;

@Module({ providers: [GreeterGateway, { provide: Clock, useValue: morning }] })
export class AppModule {}
