// An application that does not enable the hooks of the end.

import { Injectable, Module, OnApplicationShutdown, OnModuleDestroy } from '@nestjs/common';

@Injectable()
class Ends implements OnModuleDestroy, OnApplicationShutdown {
  onModuleDestroy() {
    console.log('a hook of the end runs');
  }

  onApplicationShutdown() {
    console.log('a hook of the end runs');
  }
}

export const hasShutdownHooks = false;

@Module({ providers: [Ends] })
export class AppModule {}
