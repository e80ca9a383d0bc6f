import { exact } from '#lib/money.ts'
import type { PayQuote } from '#queries/payquote.ts'
import { Copy } from '#ui/Copy.tsx'
import { Faint } from '#ui/text.tsx'
import s from './pay.module.css'

type Call = PayQuote['call']

/** The call as it was decoded again from the bytes that will be signed. */
export function CallView({ call, hex }: { call: Call; hex: string }) {
  return (
    <details className={s.fold}>
      <summary>
        The call: {call.pallet}.{call.name}
        {call.calls.length > 0 && `, ${call.calls.length} calls in it`}
      </summary>
      <OneCall call={call} />
      <p className={s.bytes}>
        Decoded from its {(hex.length - 2) / 2} bytes, which are what is signed.
        <Copy text={hex} what="the call’s bytes" />
      </p>
    </details>
  )
}

function OneCall({ call: { pallet, name, args, calls } }: { call: Call }) {
  return (
    <div className={s.call}>
      <p className={s.name}>
        {pallet}.{name}
      </p>
      {args.length > 0 && (
        <dl>
          {args.map((arg) => (
            <div key={arg.name} className={s.pair}>
              <dt>{arg.name}</dt>
              <dd>
                {arg.value}
                {/u128/.test(arg.type) && /^\d+$/.test(arg.value) && (
                  <Faint> = {exact(BigInt(arg.value))} TFT</Faint>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {calls.map((inner, i) => (
        <OneCall key={i} call={inner} />
      ))}
    </div>
  )
}
