// `start` serves the module of a page, and beside it what all pages' tests need.

import 'reflect-metadata';

import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';

/** A client that gets its acknowledgement knows that what it sent before has arrived. */
@WebSocketGateway({ namespace: 'barrier' })
class BarrierGateway {
  @SubscribeMessage('reached')
  reached() {
    return true;
  }
}

/** What a page exports: its module, what it sets on the app before that listens, and whether hooks run at a signal. */
interface Page {
  AppModule: new () => object;
  hasShutdownHooks?: boolean;
  configure?(app: Awaited<ReturnType<typeof NestFactory.create>>): Promise<void> | void;
}

export async function start(name: string) {
  const page: Page = await import(`./${name}.ts`);

  @Module({ imports: [page.AppModule], providers: [BarrierGateway] })
  class PageModule {}

  const app = await NestFactory.create(PageModule);
  await page.configure?.(app);
  if (page.hasShutdownHooks ?? true) app.enableShutdownHooks();
  await app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
  console.log(`nest is at ${await app.getUrl()}`);
}
