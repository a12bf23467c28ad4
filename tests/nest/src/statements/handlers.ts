// What the page "Handlers" says of NestJS, and shows no code of.

import { Module, UsePipes, ValidationPipe } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway, WsException } from '@nestjs/websockets';
import { MinLength } from 'class-validator';
import { finalize, NEVER, of, startWith } from 'rxjs';
import type { Socket } from 'socket.io';

/** Each handler answers with what its two parameters are. */
@WebSocketGateway({ namespace: 'marked' })
class MarkedGateway {
  @SubscribeMessage('neither')
  neither(client: Socket, data: string) {
    return kinds(client, data);
  }

  @SubscribeMessage('body')
  body(client: Socket, @MessageBody() data: string) {
    return kinds(client, data);
  }

  @SubscribeMessage('socket')
  socket(@ConnectedSocket() client: Socket, data: string) {
    return kinds(client, data);
  }
}

function kinds(client: Socket | undefined, data: string | undefined) {
  return [client?.nsp ? 'socket' : typeof client, data ?? typeof data];
}

class Named {
  @MinLength(1)
  name: string;
}

@UsePipes(new ValidationPipe({ exceptionFactory: () => new WsException('a name is too short') }))
@WebSocketGateway({ namespace: 'several' })
class SeveralGateway {
  @SubscribeMessage('several')
  several(@MessageBody() data: unknown) {
    return data;
  }

  @SubscribeMessage('name')
  name(@MessageBody() data: Named) {
    return data;
  }

  @SubscribeMessage('name-and-count')
  nameAndCount(@MessageBody() data: [Named, number]) {
    return data;
  }
}

@WebSocketGateway({ namespace: 'answering' })
class AnsweringGateway {
  @SubscribeMessage('array')
  array() {
    return [
      { event: 'told', data: 1 },
      { event: 'told', data: 2 },
    ];
  }

  @SubscribeMessage('plain')
  plain() {
    return of(1, 2, 3);
  }

  @SubscribeMessage('endless')
  endless() {
    return NEVER.pipe(
      startWith({ event: 'begun', data: null }),
      finalize(() => console.log('the endless stream is unsubscribed')),
    );
  }
}

@WebSocketGateway({ namespace: 'names' })
class NamesGateway {
  @SubscribeMessage('*')
  star() {
    return 'the event with the name *';
  }
}

@WebSocketGateway({ namespace: 'twice' })
class FirstGateway {
  @SubscribeMessage('who')
  who(@ConnectedSocket() client: Socket) {
    client.emit('of the first');
    return 'first';
  }
}

@WebSocketGateway({ namespace: 'twice' })
class SecondGateway {
  @SubscribeMessage('who')
  who(@ConnectedSocket() client: Socket) {
    client.emit('of the second');
    return 'second';
  }
}

@Module({ providers: [MarkedGateway, SeveralGateway, AnsweringGateway, NamesGateway, FirstGateway, SecondGateway] })
export class AppModule {}
