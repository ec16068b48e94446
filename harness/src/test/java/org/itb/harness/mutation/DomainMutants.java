package org.itb.harness.mutation;

import static org.itb.harness.mutation.DomainMutant.Kind.ALARM_EDGE_SWALLOWED;
import static org.itb.harness.mutation.DomainMutant.Kind.COMMANDED_AND_DELIVERED_SWAPPED;
import static org.itb.harness.mutation.DomainMutant.Kind.DEBIT_DROPPED;
import static org.itb.harness.mutation.DomainMutant.Kind.PER_HOUR_FOR_PER_DAY;
import static org.itb.harness.mutation.DomainMutant.Kind.SATURATED_FOR_REFUSED;
import static org.itb.harness.mutation.DomainMutant.Kind.WINDOW_EDGE_OFF_BY_ONE;
import static org.itb.harness.mutation.DomainMutant.Kind.WITHDRAWAL_SIDE_FORGOTTEN;

import java.util.List;

/** The table. */
final class DomainMutants {
    static final List<DomainMutant> ALL = List.of(
            // ---- per hour for per day ----
            new DomainMutant(PER_HOUR_FOR_PER_DAY, "a program's day dose is that of its worst hour: 24 times the limit",
                    "Program.java", "return Arithmetic.ceilPg(dayLoadNlMsPerH, concentrationUgPerMl);",
                    "return Arithmetic.ceilPg(hourLoadNlMsPerH, concentrationUgPerMl);",
                    "DoseLimitTest$NoOverrideLiftsTheHardLimit#boundsTheDayByP06OfTheAgeClass"),
            new DomainMutant(PER_HOUR_FOR_PER_DAY, "a bolus leaves the day's window after an hour",
                    "DoseLedger.java", "if (endMs[i] + Parameters.DAY_MS > nowMs) {", "if (endMs[i] + Parameters.HOUR_MS > nowMs) {",
                    "DoseLimitTest$BolusesAndAFullDayOfBasalStayWithinThePatientsLimit#countsABolusUntilADayAfterItsEnd"),
            new DomainMutant(PER_HOUR_FOR_PER_DAY, "four boluses an hour in place of four a day",
                    "PatientBolus.java", "startedAtCreditMs[countPer24h - 1] < Parameters.DAY_MS",
                    "startedAtCreditMs[countPer24h - 1] < Parameters.HOUR_MS",
                    "BolusTest$APatientsBolusKeepsToLockoutAndCount#refusesTheFifthIn24Hours"),
            new DomainMutant(PER_HOUR_FOR_PER_DAY, "a dose meant per hour and entered per day passes for stated",
                    "DoseRules.java", "Arithmetic.distance(statedNg * 1000, dosePg)", "Arithmetic.distance(statedNg * 1000, dosePg / 24)",
                    "DoseLimitTest$TheStatedDoseIsTheRecomputedOneWithinOneNlPerHour#takesADoseStatedWithinOneNlPerHour"),
            // ---- the edge of a window, one off ----
            new DomainMutant(WINDOW_EDGE_OFF_BY_ONE, "a bolus counts a millisecond too short in the day",
                    "DoseLedger.java", "if (endMs[i] + Parameters.DAY_MS > nowMs) {", "if (endMs[i] + Parameters.DAY_MS > nowMs + 1) {",
                    "DoseLimitTest$BolusesAndAFullDayOfBasalStayWithinThePatientsLimit#countsABolusUntilADayAfterItsEnd"),
            new DomainMutant(WINDOW_EDGE_OFF_BY_ONE, "a bolus counts a millisecond too long in the day",
                    "DoseLedger.java", "if (endMs[i] + Parameters.DAY_MS > nowMs) {", "if (endMs[i] + Parameters.DAY_MS > nowMs - 1) {",
                    "DoseLimitTest$BolusesAndAFullDayOfBasalStayWithinThePatientsLimit#countsABolusUntilADayAfterItsEnd"),
            new DomainMutant(WINDOW_EDGE_OFF_BY_ONE, "a bolus counts a millisecond too short in the hour",
                    "DoseLedger.java", "if (endMs[i] + Parameters.HOUR_MS > nowMs) {", "if (endMs[i] + Parameters.HOUR_MS > nowMs + 1) {",
                    "DoseLimitTest$TheWorstHourStaysWithinP08#addsTheBolusesOfTheHourUntilAnHourAfterTheirEnd"),
            new DomainMutant(WINDOW_EDGE_OFF_BY_ONE, "the lockout ends a millisecond early",
                    "BolusRules.java", "return elapsedMs >= lockoutMs;", "return elapsedMs >= lockoutMs - 1;",
                    "BolusTest$APatientsBolusKeepsToLockoutAndCount#refusesBolusInsideLockout"),
            new DomainMutant(WINDOW_EDGE_OFF_BY_ONE, "an increase comes a millisecond before its day is over",
                    "DoseRules.java", "sinceIncreaseMs < Parameters.STEP_SPACING_MS", "sinceIncreaseMs < Parameters.STEP_SPACING_MS - 1",
                    "DoseStepTest$TheFirstDoseIsSmallAndIncreasesAreADayApart#raisesOncePer24Hours"),
            new DomainMutant(WINDOW_EDGE_OFF_BY_ONE, "a stopped pump becomes critical a millisecond late",
                    "AlarmRules.java", "return lowForMs >= Parameters.STOP_ESCALATE_MS;", "return lowForMs > Parameters.STOP_ESCALATE_MS;",
                    "AlarmTest$StopAndMinimumRateAreNeverSilentAndBecomeCritical#remindsAtOnceAndCriticallyFromP27On"),
            new DomainMutant(WINDOW_EDGE_OFF_BY_ONE, "the gap before a restart is a millisecond longer",
                    "AlarmRules.java", "return gapMs >= Parameters.RESTART_GAP_MS;", "return gapMs > Parameters.RESTART_GAP_MS;",
                    "FlowTest$AfterALongGapTherapyComesBackOnlyByARestart#resumesAtMinimumRateFromP30OnAndAsksForARestart"),
            // ---- a debit dropped ----
            new DomainMutant(DEBIT_DROPPED, "a bolus is never charged to the ledger",
                    "SafetyKernel.java", "dosing.charge(volumeNl, durationMs, ", "if (durationMs < 0) dosing.charge(volumeNl, durationMs, ",
                    "DoseLimitTest$BolusesAndAFullDayOfBasalStayWithinThePatientsLimit#countsABolusUntilADayAfterItsEnd"),
            new DomainMutant(DEBIT_DROPPED, "the hour is not charged",
                    "DoseLedger.java", "Arithmetic.push(hourChargePg, hourPg);", "Arithmetic.push(hourChargePg, 0);",
                    "DoseLimitTest$TheWorstHourStaysWithinP08#addsTheBolusesOfTheHourUntilAnHourAfterTheirEnd"),
            new DomainMutant(DEBIT_DROPPED, "a full ledger forgets its oldest bolus",
                    "DoseLedger.java", "return Arithmetic.addUpTo(youngerPg, olderPg, CHARGE_MAX_PG);", "return youngerPg;",
                    "HistoryTest$AFullLedgerCountsLongerAndNeverShorter#keepsTheOldestUntilTheSecondOldestEnds"),
            new DomainMutant(DEBIT_DROPPED, "the patient's start is not noted: no lockout",
                    "SafetyKernel.java", "dosing.startPatientBolus(clock.creditMs());", "",
                    "BolusTest$APatientsBolusKeepsToLockoutAndCount#refusesBolusInsideLockout"),
            new DomainMutant(DEBIT_DROPPED, "the motor's rest is thrown away in each tick",
                    "FlowMeter.java", "long total = carryNlMsPerH + loadNlMsPerH;", "long total = loadNlMsPerH;",
                    "PartsTest#losesNothingOfALoad"),
            new DomainMutant(DEBIT_DROPPED, "a bolus may use the reserve: what flows beside it is not counted",
                    "SafetyKernel.java", "volumeNl * Arithmetic.LOAD_PER_NL + basalLoadNlMsPerH(durationMs)",
                    "volumeNl * Arithmetic.LOAD_PER_NL",
                    "ReservoirTest$ABolusLeavesMoreThanP20#countsTheStepsOfTheDayThatFallIntoTheBolus"),
            // ---- commanded and delivered swapped ----
            new DomainMutant(COMMANDED_AND_DELIVERED_SWAPPED, "a runaway motor is taken for a stall, and a stall for a runaway",
                    "FlowRules.java", "isOverDelivery(long commandedNl, long confirmedNl)", "isOverDelivery(long confirmedNl, long commandedNl)",
                    "FlowTest$OverDeliveryStopsThePump#watchesARollingHour"),
            new DomainMutant(COMMANDED_AND_DELIVERED_SWAPPED, "under-delivery is sought on the wrong side",
                    "FlowMeter.java", "FlowRules.isUnderDelivery(received.commandedInNl(commandedNl), received.confirmedInNl(confirmedNl))",
                    "FlowRules.isUnderDelivery(received.confirmedInNl(confirmedNl), received.commandedInNl(commandedNl))",
                    "FlowTest$AStallOrUnderDeliveryIsFoundAndToldButNothingStops#findsUnderDeliveryInARollingDay"),
            new DomainMutant(COMMANDED_AND_DELIVERED_SWAPPED, "the reservoir is counted by the motor's word alone",
                    "Pump.java", "return reservoir.nominalNl(meter.commandedNl());", "return reservoir.nominalNl(meter.confirmedNl());",
                    "ReservoirTest$ContinuityIsJudgedByTheWorseOfCommandAndConfirmation#neverStopsOnWhatWasConfirmedAlone"),
            // ---- the withdrawal side forgotten ----
            new DomainMutant(WITHDRAWAL_SIDE_FORGOTTEN, "a stopped pump says nothing",
                    "Gate.java", "alarms.raise(Alarm.NOT_THERAPY, AlarmRules.isStopCritical(nowMs - lowSinceMs));", "",
                    "AlarmTest$StopAndMinimumRateAreNeverSilentAndBecomeCritical#remindsAtOnceAndCriticallyFromP27On"),
            new DomainMutant(WITHDRAWAL_SIDE_FORGOTTEN, "a stall stops the pump for good",
                    "AlarmBank.java", "level[Alarm.EOS] = Mode.STOP;", "level[Alarm.EOS] = Mode.STOP; level[Alarm.STALL] = Mode.STOP;",
                    "OutputTest$OnlyStopOverDeliveryADryReservoirAndTheEndOfServiceStopTheFlow#deliversThroughEverythingElse"),
            new DomainMutant(WITHDRAWAL_SIDE_FORGOTTEN, "a large reduction by mistake passes without a word",
                    "DoseRules.java", "return dosePg * 100 < presentPg * (100 - Parameters.STEP_DOWN_PERCENT);", "return false;",
                    "DoseStepTest$ALargeReductionNeedsItsOverrideAndIsThenNeverRefused#refusesALargerOneUntilTheOverrideComes"),
            new DomainMutant(WITHDRAWAL_SIDE_FORGOTTEN, "an emptying reservoir is not told before it is dry",
                    "Pump.java", "return pessimisticNl() <= Parameters.RESERVOIR_LOW_NL;", "return nominalNl() <= Parameters.RESERVOIR_EMPTY_NL;",
                    "ReservoirTest$AlarmsOnThePessimisticVolumeAndStopsOnTheNominalOne#goesFromLowToPossiblyEmptyToDryOnTheNanolitre"),
            new DomainMutant(WITHDRAWAL_SIDE_FORGOTTEN, "a wrong clock stops a flex day in place of running its mean",
                    "ModeRules.java", "return scheduled ? scheduledNlPerH : meanNlPerH;", "return scheduled ? scheduledNlPerH : 0;",
                    "TimeTest$ARealTimeClockThatLeftMonotonicTimeIsNotFollowed#runsAFlexDayAtItsMeanRoundedDown"),
            new DomainMutant(WITHDRAWAL_SIDE_FORGOTTEN, "a dose that was lowered cannot be had back at once",
                    "Prescription.java", "nowMs - earlierSinceMs <= Parameters.STEP_SPACING_MS", "false",
                    "DoseStepTest$AReductionCanBeTakenBackWithinADay#returnsToTheWholeEarlierDoseDespiteStepAndSpacing"),
            // ---- saturated for refused ----
            new DomainMutant(SATURATED_FOR_REFUSED, "a rate beyond P03 is cut down and run, not refused",
                    "SafetyKernel.java", "dosing.draftContinuous(rateNlPerH); return session.answer(stageProgram(",
                    "dosing.draftContinuous(Arithmetic.min(rateNlPerH, Parameters.RATE_MAX_NL_PER_H)); return session.answer(stageProgram(",
                    "OutputTest$TheOutputIsZeroTheMinimumOrAProgramRate#refusesAProgramOutsideP01AndP03"),
            new DomainMutant(SATURATED_FOR_REFUSED, "a bolus too large is cut down and given",
                    "BolusRules.java", "if (volumeNl > Parameters.CAPACITY_MAX_NL) { return false; } return volumeNl * concentrationUgPerMl <= maxNg * 1000L;",
                    "return Arithmetic.min(volumeNl, 1) * concentrationUgPerMl <= maxNg * 1000L;",
                    "BolusTest$AClinicianBolusKeepsToP12AndP16#isRefusedBeyondEitherEnd"),
            new DomainMutant(SATURATED_FOR_REFUSED, "a limit above the hard one is lowered to it and taken",
                    "Prescription.java", "return limitNgPerDay <= DoseRules.hardLimitNgPerDay(age);", "return true;",
                    "StagingTest$LimitsProfileAndPatientBolusAreCommandsOfTheirOwn#boundsALimitByP06AndTheRunningDose"),
            // ---- the edge of an alarm swallowed ----
            new DomainMutant(ALARM_EDGE_SWALLOWED, "a new critical alarm stays behind the pause of an old one",
                    "AlarmBank.java", "boolean news = asCritical & !before;", "boolean news = asCritical & !isActive(alarm);",
                    "AlarmTest$APauseStopsTheSoundAlone#endsAtOnceWhenAnAlarmBecomesCritical"),
            new DomainMutant(ALARM_EDGE_SWALLOWED, "an alarm sounds once and never again",
                    "AlarmBank.java", "alert | (nowMs >= nextSoundAtMs) | (chosen", "alert | (chosen",
                    "AlarmTest$AnAlarmSoundsAgain#everyTenMinutesIfCritical"),
            new DomainMutant(ALARM_EDGE_SWALLOWED, "an alarm that is raised in a tick waits for the next cause to be told",
                    "SafetyKernel.java", "return watchReservoir() | news;", "return watchReservoir();",
                    "AlarmTest$EveryConditionRaisesItsAlarmWithItsPriority#atOnce"),
            new DomainMutant(ALARM_EDGE_SWALLOWED, "a lost sensor never becomes critical",
                    "SafetyKernel.java", "gate.raise(Alarm.SENSOR_LOST, true, nowMs);", "gate.raise(Alarm.SENSOR_LOST, false, nowMs);",
                    "AlarmTest$EveryConditionRaisesItsAlarmWithItsPriority#becomesCriticalAnHourAfterTheLossOfTheSensor"));

    private DomainMutants() {
    }
}
