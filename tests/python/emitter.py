"""An emitter of python-socketio: it does what each line on stdin asks for, and answers with one line.

A line is a list of JSON: the name of a method, its arguments, and its arguments by name. The command line is the kind of emitter
(see `emitters`), the address of Redis and the channel.
"""

import asyncio
import json
import pickle
import sys

import socketio

from values import decoded


class OldManager(socketio.RedisManager):
    """Writes what the versions before 5.14 wrote."""

    def _publish(self, data):
        self._redis_connect()
        self.redis.publish(self.channel, pickle.dumps(data))


def manager(url, channel):
    return socketio.RedisManager(url, channel=channel, write_only=True)


def async_manager(url, channel):
    return socketio.AsyncRedisManager(url, channel=channel, write_only=True)


def server(url, channel):
    """A server that serves nobody: the one way of the blocking classes to disconnect a client."""
    shared = socketio.RedisManager(url, channel=channel)
    return socketio.Server(client_manager=shared, async_mode="threading")


def old_manager(url, channel):
    return OldManager(url, channel=channel, write_only=True)


EMITTERS = {"manager": manager, "async": async_manager, "server": server, "old": old_manager}


async def main(kind, url, channel):
    emitter = EMITTERS[kind](url, channel)
    loop = asyncio.get_running_loop()
    print("ready", flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        method, values, named = decoded(json.loads(line))
        try:
            done = getattr(emitter, method)(*values, **named)
            if asyncio.iscoroutine(done):
                await done
            answer = None
        except Exception as error:
            answer = repr(error)
        print(json.dumps(answer), flush=True)


asyncio.run(main(*sys.argv[1:]))
