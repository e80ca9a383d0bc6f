import { describe, expect, test } from 'vitest'
import { readDeployment } from '#gridtypes/deployment.ts'
import { MASK } from '#gridtypes/secrets.ts'
import { historyOf } from '#node/history.ts'
import { goneOf, goneWords } from './gone.ts'
import { bareIp, endpointOf, imageOf, siteOf, sshLine } from './reach.ts'
import { remarkOf } from './remarks.ts'
import { holds, inOrder } from './workloads.ts'

const { workloads } = readDeployment(
  JSON.stringify({
    workloads: [
      ['relic', 'kubernetes'],
      ['disk10', 'zmount'],
      ['disk9', 'zmount'],
      ['net', 'network'],
      ['vm2', 'zmachine'],
      ['vm1', 'zmachine'],
    ].map(([name, type]) => ({
      name,
      type,
      data: {},
      result: { state: 'error', message: `no room for ${name}` },
    })),
  }),
)

describe('the order of workloads', () => {
  test('machines first, unknown types last, names by their numbers', () => {
    expect(inOrder(workloads).map(({ name }) => name)).toEqual([
      'vm1',
      'vm2',
      'net',
      'disk9',
      'disk10',
      'relic',
    ])
  })

  test('a search looks at name, type, state and message', () => {
    const found = (typed: string) =>
      workloads.filter((one) => holds(one, typed)).map(({ name }) => name)
    expect(found('KUBER')).toEqual(['relic'])
    expect(found('room for vm')).toEqual(['vm2', 'vm1'])
    expect(found('error')).toHaveLength(6)
    expect(found(' ')).toHaveLength(6)
  })
})

describe('what is gone', () => {
  const change = (name: string, state: string, created: number, message = '') => ({
    name,
    type: 'zmachine',
    data: {},
    result: { state, message, created },
  })
  const history = (changes: object[]) =>
    historyOf(readDeployment(JSON.stringify({ workloads: changes })).workloads)
  const crash = 'workload decommissioned by system, reason: vm exited too many times'

  test('is told in the order in which it went, with the reason of the last in words', () => {
    const told = history([
      change('vm1', 'ok', 1),
      change('vm2', 'ok', 2),
      change('vm3', 'ok', 3),
      change('vm2', 'deleted', 4, 'deleted by an update'),
      change('vm1', 'deleted', 9, crash),
    ])
    expect(goneOf(told, new Set(['vm3']))).toMatchObject({
      names: ['vm2', 'vm1'],
      newest: { name: 'vm1', change: 4, at: 9 },
    })
    expect(goneOf(told, new Set(['vm3']))?.newest.why).toMatch(/stopped again and again/)
  })

  test('what an update left out is no riddle, unless there is nothing else', () => {
    const left = change('vm2', 'deleted', 5, 'deleted by an update')
    const told = history([change('vm1', 'deleted', 4, crash), left])
    expect(goneOf(told, new Set())?.newest).toMatchObject({ name: 'vm1', change: 0 })
    expect(goneOf(history([left]), new Set())?.newest).toMatchObject({ name: 'vm2', change: 0 })
  })

  test('what came back, or is still told by the node, is not gone', () => {
    const told = history([
      change('vm1', 'ok', 1),
      change('vm1', 'deleted', 2, crash),
      change('vm1', 'ok', 3),
      change('vm2', 'deleted', 4, crash),
    ])
    expect(goneOf(told, new Set(['vm2']))).toBeUndefined()
  })

  test('is counted, and named as far as there is room', () => {
    expect(goneWords(['vm1'])).toBe('1 workload is gone: vm1.')
    expect(goneWords(['a', 'b', 'c', 'd', 'e', 'f'])).toBe(
      '6 workloads are gone: a, b, c, d and 2 more.',
    )
  })
})

describe('addresses', () => {
  test('a mask is taken off, and what is no address is none', () => {
    expect(bareIp('185.206.122.40/24')).toBe('185.206.122.40')
    expect(bareIp('2A10:b600:1::0/64')).toBe('2a10:b600:1::')
    expect(bareIp('300:e9c4::1')).toBe('300:e9c4::1')
    expect(bareIp('')).toBeUndefined()
    expect(bareIp('10.0.0.1; rm -rf ~')).toBeUndefined()
  })

  test('a line for the shell holds an address and nothing else', () => {
    const way = (text: string) => ({ label: 'Public IPv4', text })
    expect(sshLine([way(''), way('$(reboot)'), way('10.20.2.5')])).toBe('ssh root@10.20.2.5')
    expect(sshLine([way('-oProxyCommand=reboot'), way('`reboot`')])).toBeUndefined()
    expect(sshLine([])).toBeUndefined()
  })

  test('an endpoint has its IPv6 address in brackets', () => {
    expect(endpointOf('300::1', 9900)).toBe('[300::1]:9900')
    expect(endpointOf('10.0.0.1', 9900)).toBe('10.0.0.1:9900')
    expect(endpointOf('10.0.0.1', 0)).toBeUndefined()
    expect(endpointOf('"onclick=', 9900)).toBeUndefined()
  })
})

describe('sites', () => {
  test('a domain is a link over https', () => {
    expect(siteOf('Docs.example.org')).toBe('https://docs.example.org/')
    expect(siteOf('my-site.gent01.dev.grid.tf')).toBe('https://my-site.gent01.dev.grid.tf/')
    expect(siteOf('xn--bcher-kva.example')).toBe('https://xn--bcher-kva.example/')
  })

  test('whatever is more or less than a domain stays text', () => {
    for (const host of [
      '',
      'localhost',
      '10.0.0.1',
      'a.b:443',
      'a@b.example',
      'a.example/x',
      'a..example',
      '-a.example',
      'a.example.',
      'a.exämple',
      'javascript:alert(1)',
      'a.example\n',
      `${'a.'.repeat(130)}example`,
      '<img src=x>.example',
    ]) {
      expect(siteOf(host), host).toBeUndefined()
    }
  })
})

describe('images', () => {
  test('an image of the hub has a short name and a link', () => {
    expect(imageOf('https://hub.grid.tf/tf-official-vms/ubuntu-24.04-full.flist')).toEqual({
      name: 'ubuntu-24.04-full',
      from: 'tf-official-vms',
      href: 'https://hub.grid.tf/tf-official-vms/ubuntu-24.04-full.flist',
    })
  })

  test('an image from elsewhere tells from where, and is no link', () => {
    expect(imageOf('https://hub.grid.tf.evil.example/a/b.flist')).toEqual({
      name: 'b',
      from: 'hub.grid.tf.evil.example/a',
      href: undefined,
    })
    expect(imageOf('https://user@hub.grid.tf/a/b.flist').href).toBeUndefined()
    expect(imageOf('https://hub.grid.tf:8443/a/b.flist').href).toBeUndefined()
    expect(imageOf('http://hub.grid.tf/a/b.flist')).toEqual({
      name: 'b',
      from: 'a',
      href: undefined,
    })
  })

  test('what is no address stays as it is', () => {
    for (const flist of ['', 'javascript:alert(1)', '<img src=x>', 'data:text/html,x']) {
      expect(imageOf(flist), flist).toEqual({ name: flist, from: '', href: undefined })
    }
  })
})

describe('remarks', () => {
  test('text stays text, JSON loses its spaces and its secrets', () => {
    expect(remarkOf(' \n')).toBeUndefined()
    expect(remarkOf('my first machine')).toEqual({
      text: 'my first machine',
      masked: 'my first machine',
    })
    expect(remarkOf('{"version":3,"user_accesses":[{"private_key":"k"}]}')?.masked).toBe(
      `{"version":3,"user_accesses":[{"private_key":"${MASK}"}]}`,
    )
    expect(remarkOf('{broken')).toEqual({ text: '{broken', masked: '{broken' })
  })
})
