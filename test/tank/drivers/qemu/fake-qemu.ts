import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

/** A QEMU's line in `folder`, in the words of the QEMU Machine Protocol (qemu.org, "QMP specification"). */
export interface FakeQemu {
  readonly orders: { readonly execute: string; readonly arguments?: unknown }[];
  close(): Promise<void>;
}

const GREETING = {
  QMP: { version: { qemu: { micro: 22, minor: 2, major: 7 }, package: '' }, capabilities: [] },
};

/** `answer` gives what is returned; an Error becomes QEMU's own; undefined hangs up. */
export async function fakeQemu(
  folder: string,
  answer: (command: string, given: unknown) => unknown = () => ({}),
  greeting: unknown = GREETING,
): Promise<FakeQemu> {
  const orders: FakeQemu['orders'] = [];
  const sockets = new Set<Socket>();
  const say = (socket: Socket, word: unknown) => socket.write(`${JSON.stringify(word)}\r\n`);
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    say(socket, greeting);
    let text = '';
    socket.on('data', (more) => {
      text += more;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
        const order = JSON.parse(text.slice(0, end));
        text = text.slice(end + 1);
        orders.push(order);
        if (order.execute === 'qmp_capabilities') {
          say(socket, { return: {} });
          continue;
        }
        // Something always happens meanwhile.
        say(socket, { event: 'RTC_CHANGE', data: { offset: 0 }, timestamp: { seconds: 1, microseconds: 0 } });
        const reported = answer(order.execute, order.arguments);
        if (reported === undefined) socket.destroy();
        else if (reported instanceof Error)
          say(socket, { error: { class: 'GenericError', desc: reported.message } });
        else say(socket, { return: reported });
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(join(folder, 'qmp.sock'), resolve));
  return {
    orders,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        if (server.listening) server.close(() => resolve());
        else resolve();
      }),
  };
}
