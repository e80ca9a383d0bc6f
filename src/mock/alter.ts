import type { Workload } from '#gridtypes/deployment.ts'
import { workloadChallenge } from '#gridtypes/challenge.ts'
import { standing, workloadOf } from './history.ts'
import { blankOf } from './install.ts'
import { failed, ok, type Fate, type Job } from './job.ts'
import type { Asked, Entry } from './schema.ts'
import { systemOf, usersOf } from './usage.ts'

/** The workload is recorded again with the result it had. */
export const AS_BEFORE = 'as before'

/** An update that did no harm and no good: in the history only. */
const unchanged = (message: string, { type }: Asked): Fate => ({
  state: 'unchanged',
  message,
  data: JSON.stringify(blankOf(type)),
})

/**
 * What comes of an update in place of a workload that stands (facts: node-api.md section 5, type limits).
 * Types that cannot be updated were refused before.
 */
export function alter(job: Job, asked: Asked, before: Entry): Fate | typeof AS_BEFORE {
  const told = job.course.fails?.[asked.name]
  if (told !== undefined) return failed(told, blankOf(asked.type))
  // what never came to stand cannot be changed, and stays as it is
  if (before.result.state === 'error') return failed(before.result.message, blankOf(asked.type))
  const [next, old] = [workloadOf(asked), workloadOf(before.asked)]
  if ('fault' in next || 'fault' in old) return AS_BEFORE
  if (sameData(next, old)) return AS_BEFORE
  const done = ok(JSON.parse(before.result.data))
  switch (next.type) {
    case 'zmount': {
      const [size, had] = [next.data.size, sizeOf(old)]
      if (size < had) return unchanged('not safe to shrink a disk', asked)
      return isMounted(job, asked.name)
        ? unchanged('disk is mounted, please delete the VM first', asked)
        : done
    }
    case 'volume': {
      const [size, had] = [next.data.size, sizeOf(old)]
      return size < had
        ? failed(
            `cannot shrink volume to be less than provisioned space. old: ${had}, requested: ${size}`,
            blankOf(asked.type),
          )
        : done
    }
    case 'zdb': {
      const [size, had] = [next.data.size, sizeOf(old)]
      if (old.type === 'zdb' && next.data.mode !== old.data.mode) {
        return unchanged('cannot change namespace mode', asked)
      }
      if (size < had) return unchanged('cannot shrink zdb namespace', asked)
      return Number(size - had) > freeHdd(job)
        ? unchanged('no enough free space to support new size', asked)
        : done
    }
    default:
      return done
  }
}

/** The same content as it is hashed; name and version are not the data's. */
function sameData(next: Workload, old: Workload): boolean {
  const bare = (workload: Workload) =>
    workloadChallenge({ ...workload, version: 0, metadata: '', description: '' })
  return bare(next) === bare(old)
}

const sizeOf = (workload: Workload): bigint =>
  'size' in workload.data && workload.type !== 'zmachine' ? workload.data.size : 0n

/** Whether a machine that runs has the disk. */
function isMounted({ row }: Job, disk: string): boolean {
  return standing(row).some(({ asked, result }) => {
    if (result.state !== 'ok') return false
    const workload = workloadOf(asked)
    if ('fault' in workload) return false
    return (
      (workload.type === 'zmachine' || workload.type === 'zmachine-light') &&
      workload.data.mounts.some(({ name }) => name === disk)
    )
  })
}

const freeHdd = ({ host, node, at }: Job): number =>
  node.total.hru - usersOf(host.db, node, at * 1000).hru - systemOf(node).hru
