import { ipsOn } from './db.ts'
import { hash, random } from './random.ts'
import type { Db, NodeRow } from './schema.ts'
import { lastRun } from './usage.ts'

export type Task = {
  name: string
  description: string
  timestamp: number
  result: unknown
}

const HOUR = 3600

/** A node's cached performance results with the age they have by now (facts: node-api.md section 1.7); null when none ever ran. */
export function tasks(db: Db, node: NodeRow, nowMs: number): Task[] | null {
  if (node.nodeId === 6005) return null
  const r = random(db.seed, 'perf', node.nodeId)
  const ran = (every: number, age: number) => lastRun(db, nowMs, every, age)
  const phase = (every: number, name: string) => hash(db.seed, node.nodeId, name) % every
  const six = node.nodeId === 11 ? 5 * HOUR : phase(6 * HOUR, 'six')
  const old = node.flavour === 'old'
  const peer = (i: number) => {
    const failed = node.nodeId === 4102 && i === 2
    const where = old
      ? { node_id: 124 + i, node_ip: `185.69.166.${20 + i}` }
      : {
          server_host: `speedtest${i}.example.org`,
          server_ip: `203.0.113.${20 + i}`,
          server_port: 5201,
        }
    return {
      upload_speed: failed ? 0 : node.speed.upload - i * r.int(1, 90) * 1e5,
      download_speed: failed ? 0 : node.speed.download - i * r.int(1, 90) * 1e5,
      ...where,
      test_type: i % 2 === 0 ? 'tcp' : 'udp',
      error: failed ? 'unable to connect to server: Connection timed out' : '',
      cpu_report: {
        host_total: r.int(20, 180) / 10,
        host_user: r.int(5, 40) / 10,
        host_system: r.int(10, 90) / 10,
        remote_total: r.int(5, 60) / 10,
        remote_user: r.int(1, 20) / 10,
        remote_system: r.int(3, 40) / 10,
      },
    }
  }
  const health: Record<string, string[]> = {
    cache:
      node.nodeId === 3377 ? ['failed to write test file to cache: no space left on device'] : [],
    network: [],
    ...(old ? { ntp: [] } : {}),
  }
  const ips = ipsOn(db, node.nodeId)
  return [
    {
      name: 'iperf',
      description: 'Test public nodes network performance with both UDP and TCP over IPv4 and IPv6',
      timestamp: ran(6 * HOUR, six),
      result: [0, 1, 2, 3].map(peer),
    },
    {
      name: 'cpu-benchmark',
      description:
        'Measures the performance of the node CPU by reporting the time spent of computing a task in seconds.',
      timestamp: ran(6 * HOUR, six + 240),
      result: {
        single: r.int(11, 32) / 10,
        multi: r.int(15, 48) / 10,
        threads: node.total.cru,
        workloads: node.others.workloads,
      },
    },
    {
      name: 'public-ip-validation',
      description:
        'Validates the public IPs of the farm by setting them on the node and checking them',
      timestamp: ran(6 * HOUR, 2 * HOUR),
      result:
        node.nodeId === 11
          ? Object.fromEntries(
              ips.map(({ ip }, i) => [
                ip,
                i === ips.length - 1
                  ? { state: 'skipped', reason: 'ip is already assigned to a contract' }
                  : { state: 'valid', reason: '' },
              ]),
            )
          : {},
    },
    {
      name: 'healthcheck',
      description:
        'Health check task runs periodically over the system to verify if the node is healthy or not.',
      timestamp: ran(900, phase(900, 'health')),
      result: health,
    },
    ...(old
      ? []
      : [
          {
            name: 'provisiontest',
            description: 'Deploys a small workload once a day and reports what failed',
            timestamp: ran(24 * HOUR, phase(24 * HOUR, 'provision')),
            result: [],
          },
        ]),
  ]
}
