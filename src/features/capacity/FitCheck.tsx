import { useState } from 'react'
import { useSearchParams } from 'wouter'
import type { GridNode } from '#gridproxy/schemas.ts'
import type { Counters, Pool } from '#node/schemas.ts'
import { paths } from '#paths.ts'
import { Button } from '#ui/Button.tsx'
import { Range } from '#ui/Field.tsx'
import { Id } from '#ui/Id.tsx'
import { middle } from '#ui/middle.ts'
import { Properties, type Property } from '#ui/Properties.tsx'
import { Bytes, Quantity } from '#ui/Quantity.tsx'
import { type Asked, QuerySection } from '#ui/QueryView.tsx'
import { Chip, StateWord } from '#ui/State.tsx'
import { Faint, Note } from '#ui/text.tsx'
import { type Fit, fits, largestDisk, obstacleWords, usableMemory } from './fits.ts'
import s from './pieces.module.css'
import { asWish, limitsOf, type Slid, slidFrom } from './wish.ts'

/** "What still fits": a machine set by sliders, and what the node's pools say to it. */
export function FitCheck({
  node,
  counters,
  pools,
}: {
  node: GridNode
  counters: Counters | undefined
  pools: Asked<readonly Pool[]> & { forbidden?: string | undefined }
}) {
  const visitor = pools.forbidden !== undefined
  return (
    <QuerySection
      title="What still fits"
      {...pools}
      action={
        visitor && (
          <Button size="small" href={paths.settings('identity')}>
            Unlock a twin
          </Button>
        )
      }
      forbidden={
        visitor ? `${pools.forbidden} Which disks still fit, only the node can tell.` : undefined
      }
    >
      {(list) =>
        counters === undefined ? (
          <Note>
            Node {node.nodeId} has not told its counters; without them nothing can be said.
          </Note>
        ) : (
          <Sliders counters={counters} pools={list} />
        )
      }
    </QuerySection>
  )
}

function Sliders({ counters, pools }: { counters: Counters; pools: readonly Pool[] }) {
  const [search, setSearch] = useSearchParams()
  const limits = limitsOf(counters, pools)
  const [slid, setSlid] = useState(() => slidFrom(search, limits))
  const fit = fits(counters, pools, asWish(slid))
  const put = (patch: Partial<Slid>) => setSlid((before) => ({ ...before, ...patch }))
  // the address follows when a slider comes to rest: browsers refuse to be told of every step
  const keep = () =>
    setSearch(
      { cpu: `${slid.cpu}`, memory: `${slid.memory}`, disk: `${slid.disk}` },
      { replace: true },
    )
  const memory = asWish(slid).memory
  const disk = asWish(slid).disk
  return (
    <>
      {/* the events are those of the sliders inside, on their way up */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form
        className={s.sliders}
        aria-label="A machine to try"
        onPointerUp={keep}
        onKeyUp={keep}
        onSubmit={(event) => event.preventDefault()}
      >
        <Range
          label="CPU"
          value={slid.cpu}
          min={1}
          max={limits.cpu}
          shown={<Quantity value={slid.cpu} unit={slid.cpu === 1 ? 'thread' : 'threads'} />}
          text={`${slid.cpu} threads`}
          onChange={(cpu) => put({ cpu })}
        />
        <Range
          label="Memory"
          value={slid.memory}
          min={1}
          max={limits.memory}
          shown={<Bytes value={memory} />}
          text={`${slid.memory} GiB`}
          onChange={(gib) => put({ memory: gib })}
        />
        <Range
          label="SSD disk"
          value={slid.disk}
          max={limits.disk}
          step={limits.diskStep}
          shown={slid.disk === 0 ? <Faint>none</Faint> : <Bytes value={disk} />}
          text={slid.disk === 0 ? 'none' : `${slid.disk} GiB`}
          onChange={(gib) => put({ disk: gib })}
        />
      </form>
      <Verdict fit={fit} />
      <Properties
        label="What each pool takes, and the most there is"
        rows={[...perPool(fit, disk), ...largest(counters, pools)]}
      />
      <Note>
        A forecast by the node's own rules. Another tenant may be quicker, and the node keeps back
        what its system uses at that moment.
      </Note>
    </>
  )
}

function Verdict({ fit }: { fit: Fit }) {
  const holding = fit.pools.filter(({ holds }) => holds)
  return (
    <div className={s.verdict} role="status">
      {fit.fits ? <Chip state="ok">Fits</Chip> : <Chip state="warn">Does not fit</Chip>}
      {!fit.fits && (
        <span className={s.obstacles}>{fit.obstacles.map(obstacleWords).join(' ')}</span>
      )}
      {fit.fits && fit.diskPool && (
        <span className={s.pair}>
          {holding.length === 1 ? 'Disk goes to pool' : 'Tightest place is pool'}
          <Id value={fit.diskPool.name} what={`pool id ${middle(fit.diskPool.name)}`} />
        </span>
      )}
      <span className={s.aside}>
        Root disk of <Bytes value={fit.root} /> counted
      </span>
    </div>
  )
}

/** What each SSD pool says to the disk; with one pool the verdict says it all. */
const perPool = ({ pools }: Fit, disk: bigint): Property[] =>
  disk === 0n || pools.length < 2
    ? []
    : pools.map(({ pool, free, holds }, i) => ({
        key: `${i} ${pool.name}`,
        label: <Id value={pool.name} what={`pool id ${middle(pool.name)}`} />,
        note: (
          <>
            <Bytes value={free} /> free
          </>
        ),
        value: (
          <StateWord state={holds ? 'ok' : 'warn'}>
            {holds ? 'Holds the disk' : 'Too small'}
          </StateWord>
        ),
      }))

function largest(counters: Counters, pools: readonly Pool[]): Property[] {
  const piece = (type: 'ssd' | 'hdd') => {
    const size = largestDisk(pools, type)
    return size === null ? <Faint>no {type.toUpperCase()} pool</Faint> : <Bytes value={size} />
  }
  const many = pools.filter((pool) => pool.type === 'ssd').length > 1
  return [
    { label: 'Largest VM memory', value: <Bytes value={usableMemory(counters)} /> },
    {
      label: 'Largest SSD disk',
      value: piece('ssd'),
      ...(many ? { note: 'no pool has more in one piece' } : {}),
    },
    { label: 'Largest HDD disk', value: piece('hdd') },
  ]
}
