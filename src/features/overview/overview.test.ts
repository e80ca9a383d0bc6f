import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { Diagnostics, TaskResults } from '#node/schemas.ts'
import {
  healthOf,
  hypervisorOf,
  iperfRows,
  iperfSummary,
  modulesOf,
  tasksOf,
  zinitOf,
} from './overview.ts'

const diagnostics = (wire: unknown) => z.parse(Diagnostics, wire)
const works = {
  status: {
    objects: [{ Name: 'storage', Version: '0.0.1' }],
    workers: [
      { state: 'free', time: '2026-03-31T10:00:00Z' },
      { state: 'busy', time: '2026-03-31T10:00:00Z', action: 'CreateOrUpdate' },
      { state: 'stuck', time: '' },
    ],
  },
}
// a failed module as Go writes it
const failed = { error: {}, status: { objects: null, workers: null } }

test('modules: failed ones first, those not told last, workers counted by state', () => {
  const rows = modulesOf(
    diagnostics({
      system_status_ok: false,
      healthy: false,
      modules: { storage: works, vmd: failed, zbusd: works },
    }),
  )
  expect(rows[0]).toMatchObject({ name: 'vmd', busy: 0, free: 0, versions: '' })
  expect(rows[0]?.fault).toContain('does not say why')
  expect(rows[1]).toEqual({
    name: 'storage',
    told: true,
    versions: '0.0.1',
    busy: 1,
    free: 1,
    other: ['stuck'],
    actions: ['CreateOrUpdate'],
    fault: undefined,
  })
  expect(rows[2]?.name).toBe('zbusd')
  expect(rows.at(-1)?.told).toBe(false)
  expect(rows).toHaveLength(11)
})

test('a module that bears the name of a built-in is only its own', () => {
  const rows = modulesOf(diagnostics({ system_status_ok: true, modules: { constructor: works } }))
  expect(rows.find(({ name }) => name === 'constructor')?.versions).toBe('0.0.1')
  expect(rows.find(({ name }) => name === 'storage')?.told).toBe(false)
})

test('the two flags of the diagnostics are told apart', () => {
  const of = (system_status_ok: boolean, healthy: boolean | null, modules = {}) =>
    healthOf(diagnostics({ system_status_ok, healthy, modules }))
  expect(of(true, true)).toMatchObject({ state: 'ok', word: 'All modules work' })
  expect(of(true, false)).toMatchObject({ state: 'warn' })
  expect(of(true, false).sentence).toContain('or has not run yet')
  expect(of(true, null).state).toBe('ok')
  expect(of(false, true, { vmd: failed })).toMatchObject({
    state: 'error',
    word: 'One module failed',
  })
  expect(of(false, true).word).toBe('Some modules failed')
})

test('zinit’s field holds a version or the words of a failure', () => {
  expect(zinitOf('v0.2.14')).toEqual({ version: 'v0.2.14' })
  expect(zinitOf('0.3.0-rc1')).toEqual({ version: '0.3.0-rc1' })
  expect(zinitOf('exit status 1')).toEqual({ failure: 'exit status 1' })
  expect(zinitOf('exec: "zinit": not found')).toEqual({ failure: 'exec: "zinit": not found' })
  expect(zinitOf('')).toBeNull()
})

test('no hypervisor is bare metal', () => {
  expect(hypervisorOf('')).toContain('bare metal')
  expect(hypervisorOf('kvm')).toBe('kvm')
})

const NOW = 1_795_000_000_000
const hoursAgo = (hours: number) => NOW / 1000 - hours * 3600

test('tasks: all known ones in their order, those that never ran as null, unknown ones kept raw', () => {
  const tasks = tasksOf(
    z.parse(TaskResults, [
      { name: 'gpu-burn', description: '', timestamp: hoursAgo(1), result: { temperature: 71 } },
      { name: 'healthcheck', description: '', timestamp: hoursAgo(0.1), result: { cache: null } },
      { name: 'iperf', description: '', timestamp: hoursAgo(13), result: null },
      { name: 'cpu-benchmark', description: '', timestamp: hoursAgo(5), result: 'broken' },
    ]),
    NOW,
  )
  expect(tasks.map(({ name }) => name)).toEqual([
    'iperf',
    'cpu-benchmark',
    'public-ip-validation',
    'healthcheck',
    'provisiontest',
    'gpu-burn',
  ])
  expect(tasks[0]).toMatchObject({ overdue: true, perf: { task: 'iperf', result: [] } })
  expect(tasks[1]).toMatchObject({ overdue: false, perf: { task: 'unknown', raw: 'broken' } })
  expect(tasks[2]?.perf).toBeNull()
  expect(tasks[3]).toMatchObject({ perf: { result: { cache: [] } } })
  expect(tasks[5]).toMatchObject({ overdue: false, perf: { task: 'unknown' } })
})

test('iperf: best and average of the peers that answered, the others counted and last', () => {
  const [task] = tasksOf(
    z.parse(TaskResults, [
      {
        name: 'iperf',
        timestamp: hoursAgo(1),
        result: [
          {
            upload_speed: 0,
            download_speed: 0,
            test_type: 'tcp',
            server_host: 'a',
            error: 'refused',
          },
          { upload_speed: 100, download_speed: 300, test_type: 'tcp', server_host: 'b', error: '' },
          { upload_speed: 300, download_speed: 500, test_type: 'tcp', node_id: 14, error: '' },
          { upload_speed: 0, download_speed: 0, test_type: 'udp', server_host: 'b', error: '' },
        ],
      },
    ]),
    NOW,
  )
  if (task?.perf?.task !== 'iperf') throw new Error('iperf was not read')
  const rows = iperfRows(task.perf.result)
  expect(rows.map(({ peer }) => peer)).toEqual(['node 14', 'b', 'b', 'a'])
  expect(iperfSummary(rows)).toEqual([
    {
      type: 'tcp',
      best: { up: 300, down: 500 },
      average: { up: 200, down: 400 },
      peers: 3,
      failed: 1,
    },
    { type: 'udp', best: null, average: null, peers: 1, failed: 1 },
  ])
  expect(iperfSummary([])).toEqual([])
})
