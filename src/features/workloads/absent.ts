import type { Subject } from '#queries/deployment.ts'

/** The words for a deployment that the node does not have, or that is `there` without any workload. */
export function absent(
  { node, contractId, contract }: Pick<Subject, 'node' | 'contractId' | 'contract'>,
  there: boolean,
): { what: string; advice: string } {
  if (there) {
    return {
      what: 'This deployment has no workloads now.',
      advice: 'An update removed the last of them. The timeline still has them.',
    }
  }
  const what = `Node ${node.nodeId} has no deployment of contract ${contractId}.`
  if (contract === undefined) {
    return { what, advice: 'What became of the contract is not known now.' }
  }
  if (contract === null) {
    return { what, advice: 'The grid proxy knows no such contract either.' }
  }
  return {
    what,
    advice:
      contract.state === 'Created' || contract.state === 'GracePeriod'
        ? 'The contract stands all the same, and is billed for what no node serves.'
        : `The contract is ${contract.state}, and a cancelled contract takes its deployment and its history along.`,
  }
}
