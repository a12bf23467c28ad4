// What the page "Ports, options and namespaces" says of NestJS's interface `WebSocketAdapter`: an adapter with a protocol of its
// own, lines of JSON over TCP.

import { createServer, Server, Socket } from 'node:net';
import { createInterface } from 'node:readline';

import { INestApplication, Module, WebSocketAdapter, WsMessageHandler } from '@nestjs/common';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { Observable } from 'rxjs';

class LinesAdapter implements WebSocketAdapter<Server, Socket> {
  create(port: number, options?: { server?: Server }) {
    if (options?.server) return options.server;
    const server = createServer();
    server.listen(port, '127.0.0.1', () => console.log(`lines are at ${JSON.stringify(server.address())}`));
    return server;
  }

  bindClientConnect(server: Server, callback: (client: Socket) => void) {
    server.on('connection', callback);
  }

  bindMessageHandlers(client: Socket, handlers: WsMessageHandler[], transform: (data: unknown) => Observable<unknown>) {
    createInterface({ input: client }).on('line', (line) => {
      const { event, data } = JSON.parse(line);
      const handler = handlers.find(({ message }) => message === event);
      if (!handler) return;
      transform(handler.callback(data)).subscribe((answer) => client.write(`${JSON.stringify(answer)}\n`));
    });
  }

  close(server: Server) {
    server.close();
  }

  dispose() {}
}

@WebSocketGateway({ path: '/lines' })
class LinesGateway {
  @SubscribeMessage('double')
  double(@MessageBody() number: number) {
    return number * 2;
  }
}

export function configure(app: INestApplication) {
  app.useWebSocketAdapter(new LinesAdapter());
}

@Module({ providers: [LinesGateway] })
export class AppModule {}
