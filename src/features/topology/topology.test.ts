import { describe, expect, test } from 'vitest'
import { readDeployment } from '#gridtypes/deployment.ts'
import { BOX, pictureOf } from './layout.ts'
import { topologyOf } from './topology.ts'

const workload = (name: string, type: string, data: object, result: object | null = null) => ({
  name,
  type,
  data,
  result: { created: 1, state: 'ok', data: result },
})
const machine = (ip: string, mounts: string[], publicIp = '') => ({
  flist: '',
  network: { public_ip: publicIp, interfaces: [{ network: 'net', ip }] },
  mounts: mounts.map((name) => ({ name, mountpoint: `/mnt/${name}` })),
  compute_capacity: { cpu: 1, memory: 1 },
})
const read = (workloads: object[]) => readDeployment(JSON.stringify({ workloads })).workloads

const web = read([
  workload('disk2', 'zmount', { size: 1 }),
  workload('disk1', 'zmount', { size: 1 }),
  workload('vm2', 'zmachine', machine('10.0.0.3', ['disk2', 'lost'])),
  workload('vm1', 'zmachine', machine('10.0.0.2', ['disk1'], 'pub'), { mycelium_ip: '400::1' }),
  workload('pub', 'ip', { v4: true }, { ip: '185.206.122.40/24' }),
  workload('www', 'gateway-fqdn-proxy', {
    fqdn: 'www.example.org',
    backends: ['http://10.0.0.3:80', 'http://10.0.0.9:8080'],
  }),
  workload('log', 'zlogs', { zmachine: 'vm1', output: 'redis://a:hunter2@h' }),
  workload('odd', 'kubernetes', {}),
])

describe('what hangs together', () => {
  const { things, ties } = topologyOf(web)
  const thing = (name: string) => things.find((one) => one.name === name)
  const tie = (from: string, to: string) =>
    ties.find((one) => one.from.endsWith(` ${from}`) && one.to.endsWith(` ${to}`))

  test('every workload is there once, and what is missing is there as missing', () => {
    expect(things.filter(({ kind }) => kind === 'workload')).toHaveLength(web.length)
    expect(thing('net')).toMatchObject({ kind: 'missing', detail: 'in another deployment' })
    expect(thing('lost')).toMatchObject({ kind: 'missing', detail: 'not in this deployment' })
    expect(thing('odd')).toMatchObject({ kind: 'workload', detail: 'kubernetes' })
  })

  test('ways in from outside come from what the node told', () => {
    expect(tie('Internet', 'pub')).toMatchObject({ kind: 'reaches', detail: '185.206.122.40/24' })
    expect(tie('Internet', 'www')).toMatchObject({ detail: 'www.example.org' })
    expect(tie('Mycelium', 'vm1')).toMatchObject({ detail: '400::1' })
    expect(thing('Planetary')).toBeUndefined()
  })

  test('the wires are all there', () => {
    expect(tie('vm1', 'pub')?.kind).toBe('has')
    expect(tie('www', 'vm2')).toMatchObject({ kind: 'serves', detail: 'http://10.0.0.3:80' })
    expect(tie('vm2', 'lost')).toMatchObject({ kind: 'mounts', missing: true })
    expect(tie('log', 'vm1')?.kind).toBe('logs')
  })

  test('a backend that no workload here has is there, and said to lead nowhere here', () => {
    expect(thing('http://10.0.0.9:8080')).toMatchObject({
      kind: 'missing',
      detail: 'no workload here has that address',
    })
    expect(tie('www', 'http://10.0.0.9:8080')).toMatchObject({ kind: 'serves', missing: true })
    expect(thing('http://10.0.0.3:80')).toBeUndefined()
  })

  test('is the same in whatever order the node answers', () => {
    expect(topologyOf(web.toReversed())).toEqual(topologyOf(web))
  })

  test('no secret comes into the words', () => {
    expect(JSON.stringify({ things, ties })).not.toContain('hunter2')
  })
})

describe('the picture', () => {
  const { boxes, lines, heads, width, height } = pictureOf(topologyOf(web))
  const box = (name: string) => {
    const found = boxes.find((one) => one.name === name)
    expect(found).toBeDefined()
    return found! // it was just looked at
  }

  test('stands in columns from outside to inside', () => {
    expect(box('Internet').x).toBeLessThan(box('pub').x)
    expect(box('pub').x).toBeLessThan(box('vm1').x)
    expect(box('vm1').x).toBeLessThan(box('disk1').x)
    expect(heads).toHaveLength(4)
  })

  test('no two boxes overlap, and all are inside', () => {
    for (const one of boxes) {
      expect(one.x + BOX.width).toBeLessThanOrEqual(width)
      expect(one.y + BOX.height).toBeLessThanOrEqual(height)
      for (const other of boxes) {
        if (one === other || one.x !== other.x) continue
        expect(Math.abs(one.y - other.y)).toBeGreaterThanOrEqual(BOX.height)
      }
    }
  })

  test('disks follow the order of their machines', () => {
    expect(box('vm1').y).toBeLessThan(box('vm2').y)
    expect(box('disk1').y).toBeLessThan(box('disk2').y)
    expect(box('pub').y).toBeLessThan(box('www').y)
  })

  test('a line has room to go past what it has nothing to do with', () => {
    const past = lines.find(({ from, to }) => from === 'outside Mycelium' && to === 'workload vm1')
    const through = Number(/ (\d+(?:\.\d+)?)H/.exec(past?.d ?? '')?.[1])
    for (const one of boxes.filter(({ column }) => column === 1)) {
      expect(through < one.y || through > one.y + BOX.height, one.name).toBe(true)
    }
  })

  test('every tie is a line', () => {
    expect(lines).toHaveLength(topologyOf(web).ties.length)
    for (const { d } of lines) expect(d).not.toContain('NaN')
  })

  test('empty columns take no room, and nothing is a picture of nothing', () => {
    const alone = pictureOf(topologyOf(read([workload('d', 'zmount', { size: 1 })])))
    expect(alone).toMatchObject({ width: BOX.width, lines: [] })
    expect(pictureOf(topologyOf([]))).toMatchObject({ boxes: [], width: 0 })
  })

  test('a thousand workloads are placed in little time', () => {
    const many = read(
      Array.from({ length: 1000 }, (_, i) =>
        i % 2 === 0
          ? workload(`d${i}`, 'zmount', { size: 1 })
          : workload(`vm${i}`, 'zmachine', machine('10.0.0.2', [`d${i - 1}`])),
      ),
    )
    expect(pictureOf(topologyOf(many)).boxes).toHaveLength(1001)
  })
})
