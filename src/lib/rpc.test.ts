import { afterEach, expect, test, vi } from 'vitest'
import { BaseError } from './error.ts'
import { connect, RpcError, serve } from './rpc.ts'

class SampleError extends BaseError<'odd'> {
  override readonly name = 'SampleError'
}

const handlers = {
  double: (n: number) => n * 2,
  bytes: (size: number, context: { transfer: Transferable[] }) => {
    const out = new Uint8Array(size).fill(7)
    context.transfer.push(out.buffer)
    return out
  },
  work: (steps: number, context: { progress(done: number): void }) => {
    for (let i = 1; i <= steps; i++) context.progress(i / steps)
    return 'done'
  },
  refuse: () => {
    throw new SampleError('odd', 'Seven is odd.', { details: 'n=7' })
  },
  leak: (secret: string) => {
    throw new Error(`cannot use ${secret}`)
  },
  never: (_: null, context: { signal: AbortSignal }) =>
    new Promise<string>((resolve) => {
      context.signal.addEventListener('abort', () => {
        aborted()
        resolve('late')
      })
    }),
}
let aborted = vi.fn()
const open: { terminate(): void }[] = []

function pair() {
  const { port1, port2 } = new MessageChannel()
  const server = serve<{ told: string }>(port2, handlers)
  const client = connect<typeof handlers, { told: string }>(port1)
  open.push(client)
  return { client, server, near: port1 }
}

afterEach(() => {
  aborted = vi.fn()
  for (const client of open.splice(0)) client.terminate()
})

test('an answer reaches the call that asked for it', async () => {
  const { client } = pair()
  expect(
    await Promise.all([
      client.call('double', 2),
      client.call('double', 21),
      client.call('double', 4),
    ]),
  ).toEqual([4, 42, 8])
})

test('a buffer moves to the asking side and is empty on the other', async () => {
  const { client } = pair()
  const bytes = await client.call('bytes', 5)
  expect([...bytes]).toEqual([7, 7, 7, 7, 7])
})

test('progress is told before the answer', async () => {
  const { client } = pair()
  const seen: number[] = []
  expect(await client.call('work', 4, { onProgress: (done) => seen.push(done) })).toBe('done')
  expect(seen).toEqual([0.25, 0.5, 0.75, 1])
})

test('an error made on purpose keeps its name, code, sentence and details', async () => {
  const { client } = pair()
  const error = await client.call('refuse', undefined).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(RpcError)
  expect(error).toMatchObject({
    name: 'SampleError',
    code: 'odd',
    message: 'Seven is odd.',
    details: 'n=7',
  })
})

test('the text of any other error stays on the side where it was thrown', async () => {
  const { client } = pair()
  const error = await client.call('leak', 'neck stage box').catch((e: unknown) => e)
  expect(error).toMatchObject({ code: 'failed' })
  expect(`${(error as Error).message}${(error as Error).stack}`).not.toContain('neck stage')
})

test('an unknown call is refused, also one named like a member of every object', async () => {
  const { client } = pair()
  for (const name of ['nothing', 'constructor', '__proto__']) {
    await expect(client.call(name as 'double', 1)).rejects.toMatchObject({ code: 'unknown-call' })
  }
})

test('giving up rejects at once and tells the other side', async () => {
  const { client } = pair()
  const abort = new AbortController()
  const waiting = client.call('never', null, { signal: abort.signal })
  abort.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'aborted' })
  await vi.waitFor(() => expect(aborted).toHaveBeenCalledOnce())
  await expect(client.call('double', 1)).resolves.toBe(2)
})

test('a call that was given up before is never sent', async () => {
  const { client, near } = pair()
  const post = vi.spyOn(near, 'postMessage')
  await expect(client.call('double', 1, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'aborted',
  })
  expect(post).not.toHaveBeenCalled()
})

test('ending the channel rejects everything that waits, and every later call', async () => {
  const { client } = pair()
  const waiting = client.call('never', null)
  client.terminate()
  await expect(waiting).rejects.toMatchObject({ code: 'terminated' })
  await expect(client.call('double', 1)).rejects.toMatchObject({ code: 'terminated' })
})

test('a worker that breaks down rejects what waits', async () => {
  const { client, near } = pair()
  const waiting = client.call('never', null)
  near.dispatchEvent(new Event('error'))
  await expect(waiting).rejects.toMatchObject({ code: 'terminated' })
})

test('what cannot be sent rejects without quoting it', async () => {
  const { client } = pair()
  const error = await client
    .call('leak', (() => 'neck stage') as unknown as string)
    .catch((e: unknown) => e)
  expect(error).toMatchObject({ code: 'failed' })
  expect((error as Error).message).not.toContain('neck')
})

test('events reach those who listen and no longer after they stop', async () => {
  const { client, server } = pair()
  const heard: string[] = []
  const stop = client.on('told', (word) => heard.push(word))
  server.emit('told', 'one')
  await client.call('double', 1)
  stop()
  server.emit('told', 'two')
  await client.call('double', 1)
  expect(heard).toEqual(['one'])
})
