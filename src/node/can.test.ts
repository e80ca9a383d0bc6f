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
