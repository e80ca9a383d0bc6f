import { bool, named, string, struct, unit } from './decode.ts'
import type { Kind } from './kind.ts'

// facts: node-api.md sections 2.4 and 3; zosbase@063d895 pkg/gridtypes/zos/{zmount,volume,zdb}.go

/** A virtual disk; `size` in bytes. */
export interface ZMount {
  size: bigint
}

export const zmount: Kind<ZMount> = {
  go: 'ZMount',
  decode: struct<ZMount>('ZMount', { size: unit }),
  challenge: ({ size }) => `${size}`,
}

/** A shared directory; `size` in bytes. */
export interface Volume {
  size: bigint
}

export const volume: Kind<Volume> = {
  go: 'Volume',
  decode: struct<Volume>('Volume', { size: unit }),
  challenge: ({ size }) => `${size}`,
}

/** A namespace of a 0-db; `size` in bytes, `mode` is `user` or `seq`. */
export interface Zdb {
  size: bigint
  mode: string
  password: string
  public: boolean
}

export const zdb: Kind<Zdb> = {
  go: 'ZDB',
  decode: struct<Zdb>('ZDB', {
    size: unit,
    mode: named('zos.ZDBMode'),
    password: string,
    public: bool,
  }),
  challenge: (data) => `${data.size}${data.mode}${data.password}${data.public}`,
}
