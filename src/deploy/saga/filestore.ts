import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '#lib/error.ts'
import { parseJson, stringifyJson } from '#lib/json.ts'
import { DeployError } from '../error.ts'
import type { JournalStore } from './ports.ts'

const SUFFIX = '.saga.json'

/**
 * A journal for Node: a file for each saga in a folder. A note is written beside, brought to the disk and put in
 * place at once, so that a process that dies leaves the note before or the note after, never half of one.
 */
export function fileStore(folder: string): JournalStore {
  const pathOf = (id: string) => join(folder, `${encodeURIComponent(id)}${SUFFIX}`)

  async function read(path: string): Promise<unknown> {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (text === undefined) return undefined
    try {
      return parseJson(text)
    } catch {
      return text // damaged, and told as it lies there
    }
  }

  /** Brings the folder's own entries to the disk. */
  async function settle() {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }

  const attempt = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((cause: unknown): never => {
      throw new DeployError('storage', 'The journal could not be written or read.', {
        details: messageOf(cause),
        cause,
      })
    })

  return {
    all: () =>
      attempt(async () => {
        await mkdir(folder, { recursive: true })
        const names = (await readdir(folder)).filter((name) => name.endsWith(SUFFIX)).toSorted()
        return Promise.all(
          names.map(async (name) => ({
            id: decodeURIComponent(name.slice(0, -SUFFIX.length)),
            value: await read(join(folder, name)),
          })),
        )
      }),
    get: (id) => attempt(() => read(pathOf(id))),
    put: (saga) =>
      attempt(async () => {
        await mkdir(folder, { recursive: true })
        const beside = `${pathOf(saga.id)}.${process.pid}`
        const handle = await open(beside, 'w')
        try {
          await handle.writeFile(stringifyJson(saga))
          await handle.sync()
        } finally {
          await handle.close()
        }
        await rename(beside, pathOf(saga.id))
        await settle()
      }),
    remove: (id) => attempt(() => rm(pathOf(id), { force: true })),
  }
}
