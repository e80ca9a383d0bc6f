import { expect, test } from 'vitest'
import { endpointFault, networks } from './networks.ts'

test('the main network has no name in its hosts, the others do', () => {
  expect(networks.main).toMatchObject({
    name: 'main',
    gridproxy: 'https://gridproxy.grid.tf',
    relay: 'wss://relay.grid.tf',
    chain: 'wss://tfchain.grid.tf/ws',
    activation: 'https://activation.grid.tf/activation/activate',
  })
  expect(networks.dev.gridproxy).toBe('https://gridproxy.dev.grid.tf')
  expect(networks.qa.relay).toBe('wss://relay.qa.grid.tf')
  expect(networks.test.chain).toBe('wss://tfchain.test.grid.tf/ws')
})

test('verification is asked for where the nodes of a network ask for it', () => {
  expect(networks.main.kyc).toBe('https://kyc.threefold.me')
  expect(networks.qa.kyc).toBe('https://kyc.qa.grid.tf')
})

test('every network that is offered passes the check of typed endpoints', () => {
  for (const network of Object.values(networks)) {
    const { gridproxy, relay, chain, activation, kyc, terms } = network
    expect(endpointFault('http', gridproxy)).toBeUndefined()
    expect(endpointFault('ws', relay)).toBeUndefined()
    expect(endpointFault('ws', chain)).toBeUndefined()
    for (const url of [activation, kyc, terms]) expect(endpointFault('http', url)).toBeUndefined()
  }
})

test.each([
  ['http', 'https://proxy.example.org:8443/base'],
  ['http', ' https://proxy.example.org '],
  ['http', 'http://127.0.0.1:4001'],
  ['http', 'http://localhost:4001'],
  ['ws', 'ws://127.0.0.1:4002'],
  ['ws', 'wss://relay.example.org/'],
] as const)('%s %j is fine', (kind, typed) => expect(endpointFault(kind, typed)).toBeUndefined())

test.each([
  ['http', '', 'Needed.'],
  ['http', '   ', 'Needed.'],
  ['http', 'proxy.example.org', 'Not an address'],
  ['http', 'http://proxy.example.org', 'Only on this machine may it be http://'],
  ['http', 'http://127.0.0.1.example.org', 'Only on this machine'],
  ['ws', 'ws://relay.example.org', 'Only on this machine may it be ws://'],
  ['ws', 'https://relay.example.org', 'Must begin with wss://'],
  ['http', 'javascript:alert(1)', 'Must begin with https://'],
  ['http', 'https://user:secret@proxy.example.org', 'Must not carry a user name'],
  ['http', 'https://proxy.example.org/?a=1', 'Must not carry a query'],
  ['ws', 'wss://relay.example.org/#x', 'Must not carry a query or fragment'],
] as const)('%s %j is refused in words', (kind, typed, words) =>
  expect(endpointFault(kind, typed)).toContain(words),
)
