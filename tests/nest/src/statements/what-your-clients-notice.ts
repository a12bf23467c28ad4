// What the page "What your clients notice" says of NestJS, and shows no code of.

import { CanActivate, Module, UseGuards } from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import type { Namespace } from 'socket.io';

const refuse: CanActivate = { canActivate: () => false };

@WebSocketGateway({ namespace: 'members' })
class MembersGateway {
  @WebSocketServer()
  server: Namespace;

  @UseGuards(refuse)
  @SubscribeMessage('read')
  read() {
    return 'for members';
  }
}

@WebSocketGateway({ namespace: 'printer' })
class PrinterGateway {
  constructor(private readonly members: MembersGateway) {}

  @SubscribeMessage('print')
  print() {
    this.members.server.emit('printed', 'for members');
    return true;
  }
}

@Module({ providers: [MembersGateway, PrinterGateway] })
export class AppModule {}
