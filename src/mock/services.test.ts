import { createHash } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { toSs58 } from '#lib/ss58.ts'
import { person } from './chain/testing.ts'
import type { Grid } from './grid.ts'
import { startServer, type GridServer } from './server.ts'
import { testGrid } from './testing.ts'

const open: (Grid | GridServer)[] = []
afterEach(async () => {
  for (const one of open.splice(0)) {
    if ('close' in one) await one.close()
    else one.onChain.close()
  }
})

function begin() {
  const { grid } = testGrid({ blockMs: 0 })
  open.push(grid)
  const ask = (method: string, url: string, body = '') => grid.services({ method, url, body })
  const activate = (substrateAccountID: unknown) =>
    ask('POST', '/activation/activate', JSON.stringify({ substrateAccountID }))
  return { grid, ask, activate }
}

test('an empty account gets its first TFT, one with less than a few fees gets these, a rich one nothing', async () => {
  const { grid, activate } = begin()
  const chain = await grid.onChain.chain()
  const who = await person('somebody new')
  expect(await activate(who.address)).toMatchObject({ status: 200, body: 'null\n' })
  expect(chain.balance(who.account).free).toBe(1_0000000n)
  await activate(who.address)
  expect(chain.balance(who.account).free).toBe(1_0000000n)
  const info = chain.store.get('System.Account', who.account)!
  chain.store.put('System.Account', [who.account], { ...info, data: { ...info.data, free: 600n } })
  await activate(who.address)
  expect(chain.balance(who.account).free).toBe(15_600n)
})

test.each([
  ['no JSON at all', '{', 400, 'failed to read input data'],
  ['no account', '{}', 404, 'substrate account is not found'],
  ['no address', '{"substrateAccountID":"abc"}', 404, 'substrate account is not found'],
])('the activation service answers %s as the real one does', async (_, body, status, err) => {
  const { ask } = begin()
  const answer = await ask('POST', '/activation/activate', body)
  expect(answer.status).toBe(status)
  expect(JSON.parse(answer.body)).toEqual({ err })
  expect(answer.headers['Access-Control-Allow-Origin']).toBe('*')
})

test('KYC knows the people of the demo by twin and by account, and nobody new', async () => {
  const { grid, ask } = begin()
  const status = async (query: string) => {
    const answer = await ask('GET', `/api/v1/status?${query}`)
    const said = JSON.parse(answer.body) as { result?: { status: string } }
    return said.result?.status ?? answer.status
  }
  expect(await status('twin_id=42')).toBe('VERIFIED')
  expect(await status('twin_id=618')).toBe('PENDING')
  expect(await status('twin_id=1544')).toBe('REJECTED')
  expect(await status('twin_id=999999')).toBe(404)
  expect(await status('')).toBe(400)
  const tenant = await grid.keyring.of(42)
  expect(await status(`client_id=${tenant?.address}`)).toBe('VERIFIED')
  expect(await status(`client_id=${toSs58(new Uint8Array(32))}`)).toBe(404)
})

test('on a port they let a page post, and the terms are a text that can be hashed', async () => {
  const server = await startServer({ latency: 0 })
  open.push(server)
  const preflight = await fetch(server.activation, { method: 'OPTIONS' })
  expect(preflight.ok).toBe(true)
  expect(preflight.headers.get('Access-Control-Allow-Headers')).toContain('Content-Type')
  const terms = await (await fetch(server.terms)).text()
  expect(terms).toContain('Terms and conditions')
  expect(createHash('md5').update(terms).digest('hex')).toMatch(/^[0-9a-f]{32}$/)
  const said = await fetch(`${server.kyc}/api/v1/status?twin_id=42`)
  expect(await said.json()).toMatchObject({ result: { status: 'VERIFIED' } })
})
