import { expect, test } from 'vitest'
import { RAW_LIMIT } from '#lib/reader.ts'
import { RmbError } from '#rmb/error.ts'
import type { RequestOptions } from '#rmb/request.ts'
import { nodeClient } from './client.ts'
import { commands, rowOf, type Command } from './commands.ts'
import { NodeError } from './error.ts'

interface Call {
  twin: number
  command: string
  payload: unknown
  options: RequestOptions | undefined
}
/** What a node says: a value, its words of an error, or what became of the call. */
type Said = { value: unknown } | { error: string } | RmbError

/** A client over a node that answers by the given function, and what it was asked. */
function over(answer: (call: Call) => Said) {
  const calls: Call[] = []
  const client = nodeClient((twin, command, payload, options) => {
    const call = { twin, command, payload, options }
    calls.push(call)
    const said = answer(call)
    if (said instanceof RmbError) return Promise.reject(said)
    if ('value' in said) return Promise.resolve(said.value)
    return Promise.reject(new RmbError('node', 'The node says no.', { details: said.error }))
  })
  return { client, calls }
}

/** The error a call ends in. */
const failing = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => expect.unreachable('the call should have failed'),
    (error: unknown) => error,
  )

const MISSING = 'function is not found'

test('a call passes twin, command, input and the row’s way of sending', async () => {
  const { client, calls } = over(() => ({ value: [] }))
  const { signal } = new AbortController()
  await client.call(11, 'zos.network.list_private_ips', { network_name: 'net1' }, { signal })
  expect(calls).toEqual([
    {
      twin: 11,
      command: 'zos.network.list_private_ips',
      payload: { network_name: 'net1' },
      options: { resend: true, signal },
    },
  ])
})

test('what changes something is never to be sent again, and long work gets its time', async () => {
  const { client, calls } = over(() => ({ value: null }))
  await client.call(11, 'zos.admin.set_public_nic', 'eth1')
  await client.call(11, 'zos.deployment.deploy', { twin_id: 11, contract_id: 5n })
  expect(calls.map(({ options }) => options)).toEqual([
    { resend: false },
    { resend: false, timeoutMs: 180_000 },
  ])
  expect(calls[0]?.payload).toBe('eth1')
})

test('only reads may be sent again', () => {
  const changing = Object.keys(commands).filter((command) => !rowOf(command as Command).resend) // keys of the table
  expect(changing).toEqual([
    'zos.deployment.deploy',
    'zos.deployment.update',
    'zos.deployment.delete',
    'zos.admin.set_public_nic',
    'zos.debug.deployment.health',
  ])
})

test.each([
  ['zos.network.has_ipv6', undefined, 'no public ipv6 found', false],
  ['zos.network.public_config_get', undefined, 'no public configuration', null],
  [
    'zos.network.public_config_get',
    undefined,
    'failed to load public config: no public configuration',
    null,
  ],
  ['zos.network.public_config_get', undefined, 'public config not found', null],
  ['zos.system.node_features_get', undefined, MISSING, null],
  ['zos.network.list_public_ips', undefined, MISSING, null],
  ['zos.perf.get', { name: 'iperf' }, 'result not found', null],
  ['zos.deployment.get', { contract_id: 5 }, 'get deployment: deployment not found', null],
  ['zos.admin.get_public_nic', undefined, 'not supported', null],
] as const)('%s: %j with "%s" is absence', async (command, input, error, value) => {
  const { client } = over(() => ({ error }))
  // each row above pairs a command with its own input
  await expect(client.call(11, command as Command, input as never)).resolves.toBe(value)
})

test.each([
  ['zos.network.has_ipv6', 'could not get ips from ndmz: no namespace', 'refused'],
  ['zos.network.has_ipv6', 'handler panicked with: no public ipv6 found', 'panicked'],
  ['zos.system.node_features_get', 'oops: function is not found', 'function-missing'],
  ['zos.admin.set_public_nic', 'not supported', 'function-missing'],
] as const)('%s with "%s" is an error, not absence', async (command, error, code) => {
  const { client } = over(() => ({ error }))
  expect(await failing(client.call(11, command as Command, undefined as never))).toMatchObject({
    code,
    details: error,
  })
})

test.each([
  ['unauthorized', 'unauthorized'],
  [MISSING, 'function-missing'],
  ['deployment not found', 'not-found'],
  ['twin not found: deployment does not exist', 'not-found'],
  ['Link not found', 'not-found'],
  ["workload 'vm1' not found in deployment", 'not-found'],
  ["workload type 'zdb' not supported for info command", 'refused'],
  ['handler panicked with: remote method call paniced: unauthorized', 'panicked'],
  ['twin id mismatch (deployment: 11, message: 12)', 'twin-mismatch'],
  ['user with twin id 11 is not verified', 'kyc'],
  ['failed to get twin verification status', 'kyc'],
  ['deletion over the api is disabled, please cancel your contract instead', 'refused'],
  ['exit status 1', 'refused'],
  ['', 'refused'],
])('the node’s words "%s" mean %s', async (error, code) => {
  const { client } = over(() => ({ error }))
  const thrown = await failing(client.call(11, 'zos.storage.pools', undefined))
  expect(thrown).toBeInstanceOf(NodeError)
  expect(thrown).toMatchObject({ code, details: error })
  // the node's words stand below the sentence, never in it
  if (error !== '' && thrown instanceof NodeError) expect(thrown.message).not.toContain(error)
})

test.each([
  'timeout',
  'offline',
  'relay',
  'outcome-unknown',
  'aborted',
  'locked',
  'bad-json',
] as const)('what became of the call passes unchanged: %s', async (code) => {
  const error = new RmbError(code, 'told', { details: 'unauthorized' })
  const { client, calls } = over(() => error)
  expect(await failing(client.call(11, 'zos.admin.interfaces', undefined))).toBe(error)
  expect(calls).toHaveLength(1)
})

/** An old node: it knows the admin commands under their names of before 2024-05-24 only. */
const oldNode = ({ command }: Call): Said =>
  command.startsWith('zos.network.admin.') ? { value: {} } : { error: MISSING }

test('an old node is asked under the old name at once after the first time, and only that node', async () => {
  const { client, calls } = over((call) => (call.twin === 11 ? oldNode(call) : { value: {} }))
  await client.call(11, 'zos.admin.interfaces', undefined)
  await client.call(11, 'zos.admin.interfaces', undefined)
  await client.call(12, 'zos.admin.interfaces', undefined)
  expect(calls.map(({ twin, command }) => [twin, command])).toEqual([
    [11, 'zos.admin.interfaces'],
    [11, 'zos.network.admin.interfaces'],
    [11, 'zos.network.admin.interfaces'],
    [12, 'zos.admin.interfaces'],
  ])
})

test('the old name serves all three commands, with the same input and options', async () => {
  const { client, calls } = over((call) =>
    call.command === 'zos.network.admin.set_public_nic' ? { value: null } : oldNode(call),
  )
  await client.call(11, 'zos.admin.interfaces', undefined)
  await client.call(11, 'zos.admin.set_public_nic', 'eth1')
  expect(calls.at(-1)).toEqual({
    twin: 11,
    command: 'zos.network.admin.set_public_nic',
    payload: 'eth1',
    options: { resend: false },
  })
  expect(calls).toHaveLength(3)
})

test('a refusal under the old name shows that the node knows it', async () => {
  const { client, calls } = over(({ command }) => ({
    error: command.startsWith('zos.network.') ? 'unauthorized' : MISSING,
  }))
  for (let i = 0; i < 2; i++) {
    expect(await failing(client.call(11, 'zos.admin.interfaces', undefined))).toMatchObject({
      code: 'unauthorized',
    })
  }
  expect(calls.map(({ command }) => command)).toEqual([
    'zos.admin.interfaces',
    'zos.network.admin.interfaces',
    'zos.network.admin.interfaces',
  ])
})

test('a node that was updated is found again under the new name', async () => {
  let updated = false
  const { client, calls } = over((call) => {
    const old = call.command.startsWith('zos.network.admin.')
    return old === updated ? { error: MISSING } : { value: {} }
  })
  await client.call(11, 'zos.admin.interfaces', undefined)
  updated = true
  await client.call(11, 'zos.admin.interfaces', undefined)
  await client.call(11, 'zos.admin.interfaces', undefined)
  expect(calls.map(({ command }) => command).slice(2)).toEqual([
    'zos.network.admin.interfaces',
    'zos.admin.interfaces',
    'zos.admin.interfaces',
  ])
})

test.each([
  'unauthorized',
  'oops: function is not found',
  'handler panicked with: function is not found',
])('the old name is not tried after "%s"', async (error) => {
  const { client, calls } = over(() => ({ error }))
  await failing(client.call(11, 'zos.admin.set_public_nic', 'eth1'))
  expect(calls).toHaveLength(1)
})

test('a node with neither name has no such command, and nothing is remembered of a lost second try', async () => {
  const none = over(() => ({ error: MISSING }))
  expect(await failing(none.client.call(11, 'zos.admin.interfaces', undefined))).toMatchObject({
    code: 'function-missing',
  })
  const lost = over(({ command }) =>
    command === 'zos.admin.interfaces' ? { error: MISSING } : new RmbError('timeout', 'late'),
  )
  await failing(lost.client.call(11, 'zos.admin.interfaces', undefined))
  await failing(lost.client.call(11, 'zos.admin.interfaces', undefined))
  expect(lost.calls[2]?.command).toBe('zos.admin.interfaces')
})

test('an answer of another shape names command and place, and keeps the raw text', async () => {
  const value = [{ name: '<img src=x>', type: 'ssd', size: 18446744073709551616n, used: 0 }]
  const { client } = over(() => ({ value }))
  const thrown = await failing(client.call(11, 'zos.storage.pools', undefined))
  expect(thrown).toMatchObject({
    code: 'unexpected-answer',
    message:
      'The answer of twin 11 to zos.storage.pools is not what it should be: [0].size: expected an unsigned 64-bit integer.',
    details: '[{"name":"<img src=x>","type":"ssd","size":18446744073709551616,"used":0}]',
  })
})

test('the raw text of a huge odd answer is bounded', async () => {
  const { client } = over(() => ({ value: { junk: 'x'.repeat(3 * RAW_LIMIT) } }))
  const thrown = await failing(client.call(11, 'zos.storage.pools', undefined))
  expect(thrown instanceof NodeError && thrown.details?.length).toBeLessThan(RAW_LIMIT + 100)
})

test('the text of an answer comes as it was written, and what is not there as null', async () => {
  const written = '{ "contract_id": 18446744073709551615 }'
  const { client, calls } = over(({ payload }) =>
    (payload as { contract_id: number }).contract_id === 1
      ? { value: written }
      : { error: 'provision: deployment not found' },
  )
  await expect(client.text(7, 'zos.deployment.get', { contract_id: 1 })).resolves.toBe(written)
  await expect(client.text(7, 'zos.deployment.get', { contract_id: 2 })).resolves.toBeNull()
  await expect(client.text(7, 'zos.deployment.changes', { contract_id: 2 })).resolves.toBeNull()
  expect(calls.every(({ options }) => options?.text === true)).toBe(true)
})

test('a node that refuses to give a text is told as for any call', async () => {
  const { client } = over(() => ({ error: 'unauthorized' }))
  expect(await failing(client.text(7, 'zos.deployment.list', undefined))).toBeInstanceOf(NodeError)
})
