// What the page "Guards, interceptors and limits" says of NestJS's `CacheInterceptor`, beside a route that it serves.

import { CacheInterceptor, CacheKey, CacheModule, CacheTTL } from '@nestjs/cache-manager';
import { Controller, Get, Module, UseInterceptors } from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';

let made = 0;

@UseInterceptors(CacheInterceptor)
@WebSocketGateway({ namespace: 'reports' })
class ReportsGateway {
  @CacheKey('report of the gateway')
  @CacheTTL(60_000)
  @SubscribeMessage('report')
  report() {
    made += 1;
    return made;
  }
}

@UseInterceptors(CacheInterceptor)
@Controller('reports')
class ReportsController {
  @CacheKey('report of the route')
  @CacheTTL(60_000)
  @Get()
  report() {
    made += 1;
    return made;
  }
}

@Module({ imports: [CacheModule.register()], controllers: [ReportsController], providers: [ReportsGateway] })
export class AppModule {}
