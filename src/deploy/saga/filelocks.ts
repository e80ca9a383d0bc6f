import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SagaLocks } from './ports.ts'

/**
 * Locks among processes of one machine: a file with the holder's process id, put in place at once. That of a
 * process that is no more is taken away.
 */
export function fileLocks(folder: string): SagaLocks {
  return {
    async take(id) {
      mkdirSync(folder, { recursive: true })
      const path = join(folder, `${encodeURIComponent(id)}.lock`)
      const mine = `${path}.${process.pid}`
      writeFileSync(mine, String(process.pid))
      try {
        for (let attempt = 0; attempt < 3; attempt++) {
          if (placed(mine, path)) return () => rmSync(path, { force: true })
          const holder = holderOf(path)
          if (holder === undefined) continue // let go of meanwhile
          if (isAlive(holder) || !takenAway(path, holder)) return undefined
        }
        return undefined
      } finally {
        rmSync(mine, { force: true })
      }
    },
  }
}

function placed(mine: string, path: string): boolean {
  try {
    linkSync(mine, path) // fails where it is there: of two, one wins
    return true
  } catch {
    return false
  }
}

function holderOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true
  try {
    process.kill(pid, 0) // asks only
    return true
  } catch {
    return false
  }
}

/** Moves a dead holder's file aside; false when it was a living one's by then, which is put back. */
function takenAway(path: string, dead: number): boolean {
  const aside = `${path}.of-${dead}`
  try {
    renameSync(path, aside)
  } catch {
    return true // another did it
  }
  const isDead = holderOf(aside) === dead
  if (!isDead) placed(aside, path)
  rmSync(aside, { force: true })
  return isDead
}
