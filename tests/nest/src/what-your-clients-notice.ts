// The NestJS half of the page "What your clients notice".

import { CanActivate, ExecutionContext, Injectable, Module, UseGuards } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  OnGatewayConnection,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@nestjs/websockets';
import type { Socket } from 'socket.io';

@WebSocketGateway({ namespace: 'notes' })
export class NotesGateway {
  @SubscribeMessage('save')
  save(@MessageBody() text: string) {
    console.log(`saved ${text}`);
  }

  @SubscribeMessage('count')
  count() {
    return 0;
  }

  @SubscribeMessage('find')
  find(@MessageBody() id: number) {
    return null;
  }

  @SubscribeMessage('remind')
  remind(@MessageBody() text: string) {
    return { event: 'reminder', data: text };
  }

  @SubscribeMessage('appointment')
  appointment() {
    return { event: 'dentist', data: '9:00' };    // it was meant to be a value
  }
}

@WebSocketGateway({ namespace: 'orders' })
export class OrdersGateway {
  @SubscribeMessage('order')
  order(@MessageBody() article: string) {
    throw new WsException('sold out');
  }

  @SubscribeMessage('pay')
  pay() {
    throw new Error('the password of the bank is wrong');
  }
}

@WebSocketGateway({ namespace: 'articles' })
export class ArticlesGateway {
  @SubscribeMessage('article')
  article(@MessageBody('id') id: number) {
    return id;
  }

  @SubscribeMessage('price')
  price(@MessageBody('count') count: number) {
    return count * 3;                               // 6 for "2", too
  }
}

@WebSocketGateway({ namespace: 'quiet' })
export class QuietGateway {}

@WebSocketGateway({ namespace: 'account', path: '/account', cors: { origin: true, credentials: true } })
export class AccountGateway {}

@Injectable()
export class MemberGuard implements CanActivate {
  canActivate(context: ExecutionContext) {
    const client = context.switchToWs().getClient<Socket>();
    return client.handshake.auth.token === 'secret';
  }
}

@UseGuards(MemberGuard)
@WebSocketGateway({ namespace: 'members' })
export class MembersGateway {
  @SubscribeMessage('news')
  news() {
    return 'for members';
  }
}

@WebSocketGateway({ namespace: 'vault' })
export class VaultGateway implements OnGatewayConnection {
  async handleConnection(client: Socket) {
    throw new WsException('nobody gets in');
  }
}

@WebSocketGateway({ namespace: 'profile' })
export class ProfileGateway implements OnGatewayConnection {
  async handleConnection(client: Socket) {
    await new Promise((resolve) => setTimeout(resolve, 1000));    // asks a database
    client.data.user = { name: 'An' };
  }

  @SubscribeMessage('who-am-i')
  whoAmI(@ConnectedSocket() client: Socket) {
    return client.data.user?.name ?? 'nobody';
  }
}

@Module({
  providers: [
    NotesGateway,
    OrdersGateway,
    ArticlesGateway,
    QuietGateway,
    AccountGateway,
    MembersGateway,
    VaultGateway,
    ProfileGateway,
  ],
})
export class AppModule {}
