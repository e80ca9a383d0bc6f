/** Contracts and their billing as tfchain spec 152 has them; description.ts tells how the lines are read. */
export const contractLines = `
pallet 26 SmartContractModule pallet_smart_contract
store Contracts? u64 -> Contract
store ContractBillingInformationByID u64 -> ContractBillingInformation
store NodeContractResources u64 -> ContractResources
store ContractIDByNodeIDAndHash u32,[u8;32] -> u64
store ActiveNodeContracts u32 -> Vec<u64>
store ContractsToBillAt u64 -> Vec<u64>
store ContractLock u64 -> ContractLock
store ContractIDByNameRegistration NameContractName -> u64
store ActiveRentContractForNode? u32 -> u64
store ContractID u64
store SolutionProviders? u64 -> SolutionProvider
store SolutionProviderID u64
store BillingFrequency u64 = 600
store ServiceContracts? u64 -> ServiceContract
store ServiceContractID u64
store CurrentMigrationStage? u8
store DedicatedNodesExtraFee u32 -> u64
152 store ContractPaymentState? u64 -> ContractPaymentState
call 0 create_node_contract node_id:u32 deployment_hash:[u8;32] deployment_data:Bound<u8,512> public_ips:u32 solution_provider_id:Option<u64>
call 1 update_node_contract contract_id:u64 deployment_hash:[u8;32] deployment_data:Bound<u8,512>
call 2 cancel_contract contract_id:u64
call 4 create_name_contract name:Vec<u8>
call 5 add_nru_reports reports:Vec<NruConsumption>
call 6 report_contract_resources contract_resources:Vec<ContractResources>
call 7 create_rent_contract node_id:u32 solution_provider_id:Option<u64>
call 8 create_solution_provider description:Vec<u8> link:Vec<u8> providers:Vec<Provider>
call 9 approve_solution_provider solution_provider_id:u64 approve:bool
call 10 bill_contract_for_block contract_id:u64
call 11 service_contract_create service_account:AccountId32 consumer_account:AccountId32
call 12 service_contract_set_metadata service_contract_id:u64 metadata:Vec<u8>
call 13 service_contract_set_fees service_contract_id:u64 base_fee:u64 variable_fee:u64
call 14 service_contract_approve service_contract_id:u64
call 15 service_contract_reject service_contract_id:u64
call 16 service_contract_cancel service_contract_id:u64
call 17 service_contract_bill service_contract_id:u64 variable_amount:u64 metadata:Vec<u8>
call 18 change_billing_frequency frequency:u64
call 19 attach_solution_provider_id contract_id:u64 solution_provider_id:u64
call 20 set_dedicated_node_extra_fee node_id:u32 extra_fee:u64
152 call 21 cancel_contract_collective contract_id:u64
event 0 ContractCreated Contract
event 1 ContractUpdated Contract
event 2 NodeContractCanceled contract_id:u64 node_id:u32 twin_id:u32
event 3 NameContractCanceled contract_id:u64
event 4 IPsReserved contract_id:u64 public_ips:Bound<PublicIP>
event 5 IPsFreed contract_id:u64 public_ips:Bound<PublicIP>
event 6 ContractDeployed u64 AccountId32
event 7 ConsumptionReportReceived Consumption
event 8 ContractBilled ContractBill
event 9 TokensBurned contract_id:u64 amount:u128
event 10 UpdatedUsedResources ContractResources
event 11 NruConsumptionReportReceived NruConsumption
event 12 RentContractCanceled contract_id:u64
event 13 ContractGracePeriodStarted contract_id:u64 node_id:u32 twin_id:u32 block_number:u64
event 14 ContractGracePeriodEnded contract_id:u64 node_id:u32 twin_id:u32
event 15 SolutionProviderCreated SolutionProvider
event 16 SolutionProviderApproved u64 bool
event 17 ServiceContractCreated ServiceContract
event 18 ServiceContractMetadataSet ServiceContract
event 19 ServiceContractFeesSet ServiceContract
event 20 ServiceContractApproved ServiceContract
event 21 ServiceContractCanceled service_contract_id:u64 cause:Cause
event 22 ServiceContractBilled service_contract:ServiceContract bill:ServiceContractBill amount:u128
event 23 BillingFrequencyChanged u64
event 24 NodeExtraFeeSet node_id:u32 extra_fee:u64
152 event 25 RentWaived contract_id:u64
152 event 26 ContractGracePeriodElapsed contract_id:u64 grace_period:u64
152 event 27 ContractPaymentOverdrawn contract_id:u64 timestamp:u64 partially_billed_amount:u128 overdraft:u128
152 event 28 RewardDistributed contract_id:u64 standard_rewards:u128 additional_rewards:u128
const MaxNameContractNameLength u32 = 64
const MaxDeploymentDataLength u32 = 512
const MaxNodeContractPublicIps u32 = 512
error TwinNotExists NodeNotExists FarmNotExists FarmHasNotEnoughPublicIPs
error FarmHasNotEnoughPublicIPsFree FailedToReserveIP FailedToFreeIPs ContractNotExists
error TwinNotAuthorizedToUpdateContract TwinNotAuthorizedToCancelContract
error NodeNotAuthorizedToDeployContract NodeNotAuthorizedToComputeReport PricingPolicyNotExists
error ContractIsNotUnique ContractWrongBillingLoopIndex NameExists NameNotValid
error InvalidContractType TFTPriceValueError NotEnoughResourcesOnNode
error NodeNotAuthorizedToReportResources MethodIsDeprecated NodeHasActiveContracts
error NodeHasRentContract FarmIsNotDedicated NodeNotAvailableToDeploy
error CannotUpdateContractInGraceState NumOverflow OffchainSignedTxCannotSign
error OffchainSignedTxAlreadySent OffchainSignedTxNoLocalAccountAvailable
error NameContractNameTooShort NameContractNameTooLong InvalidProviderConfiguration
error NoSuchSolutionProvider SolutionProviderNotApproved TwinNotAuthorized
error ServiceContractNotExists ServiceContractCreationNotAllowed
error ServiceContractModificationNotAllowed ServiceContractApprovalNotAllowed
error ServiceContractRejectionNotAllowed ServiceContractBillingNotApprovedByBoth
error ServiceContractBillingVariableAmountTooHigh ServiceContractBillMetadataTooLong
error ServiceContractMetadataTooLong ServiceContractNotEnoughFundsToPayBill
error CanOnlyIncreaseFrequency IsNotAnAuthority WrongAuthority
error UnauthorizedToChangeSolutionProviderId UnauthorizedToSetExtraFee
152 error RewardDistributionError ContractPaymentStateNotExists
`
