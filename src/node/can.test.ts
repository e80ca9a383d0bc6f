import { expect, test } from 'vitest'
import { can, type Session, type Target } from './can.ts'
import { commands, rowOf, type Command } from './commands.ts'

const full: Target = { nodeId: 11, farmId: 7, farmTwin: 77, light: false }
const light: Target = { ...full, light: true }
const visitor: Session = { twin: null }
const tenant: Session = { twin: 42 }
const farmer: Session = { twin: 77 }
const admin: Session = { twin: 42, admin: true }

const all = Object.keys(commands) as Command[] // keys of the table
const allowed = (session: Session, node: Target) =>
  all.filter((command) => can.run(command, session, node).ok)
const of = (who: string) => all.filter((command) => rowOf(command).who === who)

test('a visitor may speak with no node', () => {
  expect(allowed(visitor, full)).toEqual([])
  expect(can.run('zos.statistics.get', visitor, full)).toEqual({
    ok: false,
    why: 'locked',
    reason: 'Unlock a twin to speak with nodes.',
  })
})

test('any twin may read what is open, and look after its own deployments', () => {
  expect(allowed(tenant, full)).toEqual([...of('anyone'), ...of('owner')].toSorted(byTable))
})
const byTable = (a: Command, b: Command) => all.indexOf(a) - all.indexOf(b)

test('the farm’s owner may in addition run the admin commands, and nobody else may', () => {
  expect(
    allowed(farmer, full).filter((command) => !allowed(tenant, full).includes(command)),
  ).toEqual(['zos.admin.interfaces', 'zos.admin.get_public_nic', 'zos.admin.set_public_nic'])
  expect(can.administer(farmer, full)).toEqual({ ok: true })
  expect(can.administer(tenant, full)).toEqual({
    ok: false,
    why: 'unauthorized',
    reason: "Only farm 7's owner, twin 77, may change this. You are twin 42.",
  })
  expect(can.run('zos.admin.interfaces', tenant, full)).toMatchObject({
    reason: "Only farm 7's owner, twin 77, may see this. You are twin 42.",
  })
})

test('an administrator of the network is no farmer', () => {
  expect(can.administer(admin, full)).toMatchObject({ ok: false, why: 'unauthorized' })
})

test('only administrators may debug, and only full nodes can be debugged', () => {
  for (const command of of('admin')) {
    expect(can.run(command, admin, full)).toEqual({ ok: true })
    expect(can.run(command, farmer, full)).toMatchObject({ why: 'unauthorized' })
    expect(can.run(command, admin, light)).toMatchObject({ why: 'light' })
  }
  expect(of('admin')).toHaveLength(5)
})

test('while the farm’s owner is not known nobody is taken for it', () => {
  const node = { ...full, farmTwin: null }
  expect(can.administer(farmer, node)).toMatchObject({ ok: false, why: 'unknown' })
})

test('what light nodes lack is said as such, even to the farm’s owner', () => {
  expect(can.administer(farmer, light)).toEqual({
    ok: false,
    why: 'light',
    reason: 'Light nodes cannot set a public NIC.',
  })
  expect(can.run('zos.admin.interfaces', farmer, light)).toEqual({ ok: true })
  expect(
    allowed(farmer, full).filter((command) => !allowed(farmer, light).includes(command)),
  ).toEqual(['zos.network.list_public_ips', 'zos.admin.get_public_nic', 'zos.admin.set_public_nic'])
})

test('nobody may delete a deployment on a node', () => {
  for (const session of [tenant, farmer, admin]) {
    expect(can.run('zos.deployment.delete', session, full)).toMatchObject({
      why: 'disabled',
      reason: 'Nodes do not delete deployments. Cancel the contract instead.',
    })
  }
})

test('every no has a sentence', () => {
  for (const command of all) {
    for (const session of [visitor, tenant, farmer, admin]) {
      for (const node of [full, light, { ...full, farmTwin: null }]) {
        const verdict = can.run(command, session, node)
        if (!verdict.ok) expect(verdict.reason).toMatch(/^[A-Z].*\.$/)
      }
    }
  }
})

const wallet = (twin: number | null | undefined) => ({ kind: 'wallet' as const, twin })
const vault = (twin: number | null | undefined) => ({ kind: 'vault' as const, twin })

/** Who can be at the console, and what each may do: pay, publish, cancel of twin 42 and of twin 77, deploy. */
const people: [string, Session, string[]][] = [
  ['a visitor', visitor, ['no-signer', 'locked', 'no-signer', 'no-signer', 'locked']],
  [
    'a wallet alone, of twin 42',
    { twin: null, signer: wallet(42) },
    ['yes', 'locked', 'yes', 'other-twin', 'mute'],
  ],
  [
    'a wallet alone, without a twin',
    { twin: null, signer: wallet(null) },
    ['yes', 'locked', 'no-twin', 'no-twin', 'no-twin'],
  ],
  [
    'a wallet whose twin is not known yet',
    { twin: null, signer: wallet(undefined) },
    ['yes', 'locked', 'unknown', 'unknown', 'unknown'],
  ],
  [
    'a vault twin alone',
    { twin: 42, signer: vault(42) },
    ['yes', 'yes', 'yes', 'other-twin', 'yes'],
  ],
  [
    'a session twin alone',
    { twin: 42, signer: { kind: 'session', twin: 42 } },
    ['yes', 'yes', 'yes', 'other-twin', 'yes'],
  ],
  [
    'a keystore alone',
    { twin: 42, signer: { kind: 'keystore', twin: 42 } },
    ['yes', 'yes', 'yes', 'other-twin', 'yes'],
  ],
  [
    'a session key whose twin is still to be made',
    { twin: null, signer: { kind: 'session', twin: null } },
    ['yes', 'locked', 'no-twin', 'no-twin', 'no-twin'],
  ],
  [
    'the wallet and the vault of one twin',
    { twin: 42, signer: wallet(42) },
    ['yes', 'yes', 'yes', 'other-twin', 'yes'],
  ],
  [
    'the wallet of another twin than the one that speaks',
    { twin: 42, signer: wallet(77) },
    ['yes', 'other-twin', 'other-twin', 'yes', 'other-twin'],
  ],
  [
    'a twin that speaks beside a wallet without one',
    { twin: 42, signer: wallet(null) },
    ['yes', 'no-twin', 'no-twin', 'no-twin', 'no-twin'],
  ],
  [
    'a twin that speaks beside a wallet whose twin is not known yet',
    { twin: 42, signer: wallet(undefined) },
    ['yes', 'unknown', 'unknown', 'unknown', 'unknown'],
  ],
  [
    'a twin that speaks and no account',
    tenant,
    ['no-signer', 'no-signer', 'no-signer', 'no-signer', 'no-signer'],
  ],
]

test.each(people)('%s: what it may pay, publish, end and deploy', (_who, session, wanted) => {
  const word = (verdict: ReturnType<typeof can.pay>) => (verdict.ok ? 'yes' : verdict.why)
  const verdicts = [
    can.pay(session),
    can.publish(session),
    can.cancel(session, { twin: 42 }),
    can.cancel(session, { twin: 77 }),
    can.deploy(session),
  ]
  expect(verdicts.map(word)).toEqual(wanted)
  expect(can.transfer(session)).toEqual(can.pay(session))
  for (const verdict of verdicts) {
    // what is missing, and a way on: two sentences at least
    if (!verdict.ok) expect(verdict.reason).toMatch(/^[A-Z].*[.:].*\.$/)
  }
})

test('a wallet alone is told before it pays that nobody could send what it deploys', () => {
  expect(can.deploy({ twin: null, signer: wallet(42) })).toMatchObject({
    why: 'mute',
    reason: expect.stringContaining('Unlock the key of twin 42 as well'),
  })
})

test('a twin that KYC does not know as verified does not deploy; one that could not be asked about does', () => {
  const session = { twin: 42, signer: vault(42) }
  expect(can.deploy({ ...session, verified: false })).toMatchObject({ why: 'unverified' })
  expect(can.deploy({ ...session, verified: undefined })).toEqual({ ok: true })
  expect(can.deploy({ ...session, verified: true })).toEqual({ ok: true })
  // ending a contract needs no KYC: facts grid-services.md D.1
  expect(can.cancel({ ...session, verified: false }, { twin: 42 })).toEqual({ ok: true })
})

test('who signs changes nothing of what nodes allow: they know the speaking twin alone', () => {
  expect(allowed({ ...tenant, signer: wallet(77) }, full)).toEqual(allowed(tenant, full))
  expect(allowed({ twin: null, signer: wallet(77) }, full)).toEqual([])
})
