// A gateway that injects what nobody provides.

import { Injectable, Module } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';

@Injectable()
class Clock {}

@WebSocketGateway()
class ClockGateway {
  constructor(private readonly clock: Clock) {}
}

@Module({ providers: [ClockGateway] })
export class AppModule {}
