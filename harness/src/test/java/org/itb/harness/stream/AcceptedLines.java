package org.itb.harness.stream;

/** Lines that must be read: every command and every change of the world, in every form that a line may take. */
final class AcceptedLines {
    static final String[] ALL = {
        "{'at':0,'do':'OPEN_SESSION'}",
        "{'at':0,'do':'CLOSE_SESSION'}",
        "{'at':0,'do':'INTERROGATE'}",
        "{'at':0,'do':'STAGE_CONTINUOUS','rateNlPerH':8333,'concentrationUgPerMl':2000,'statedNgPerDay':399984}",
        "{'at':0,'do':'STAGE_FLEX','steps':[{'startMs':0,'rateNlPerH':6250}],'concentrationUgPerMl':2000,'statedNgPerDay':300000}",
        "{'at':0,'do':'STAGE_FLEX','steps':[],'concentrationUgPerMl':2000,'statedNgPerDay':300000}",
        "{'at':0,'do':'STAGE_CLIN_BOLUS','volumeNl':10000,'durationMs':600000}",
        "{'at':0,'do':'STAGE_REFILL','aspiratedNl':1,'filledNl':2,'concentrationUgPerMl':500,'labelUgPerMl':500}",
        "{'at':0,'do':'STAGE_PTM','volumeNl':1,'durationMs':2,'lockoutMs':3,'countPer24h':0}",
        "{'at':0,'do':'STAGE_LIMITS','patientLimitNgPerDay':1000000}",
        "{'at':0,'do':'STAGE_PROFILE','origin':'CEREBRAL','age':'CHILD','phase':'MAINTENANCE'}",
        "{'at':0,'do':'STAGE_STOP','reason':'surgery'}",
        "{'at':0,'do':'STAGE_STOP','confirm':false}",
        "{'at':0,'do':'STAGE_MIN_RATE'}",
        "{'at':0,'do':'STAGE_RESUME','autoSession':false}",
        "{'at':0,'do':'STAGE_RESTORE'}",
        "{'at':0,'do':'STAGE_RESTORE','rateNlPerH':5000}",
        "{'at':0,'do':'STAGE_RESTART','rateNlPerH':5000,'override':['RESTART'],'reason':'seen by a clinician'}",
        "{'at':0,'do':'CONFIRM'}",
        "{'at':0,'do':'CONFIRM','digest':-1}",
        "{'at':0,'do':'ABORT','role':'PATIENT','deviceId':'ITB-0002','auth':false}",
        "{'at':0,'do':'SET_RTC','rtcMs':0}",
        "{'at':0,'do':'ALARM_PAUSE','alarm':'A04','durationMs':3600000}",
        "{'at':0,'do':'ALARM_CLEAR','alarm':'A20'}",
        "{'at':0,'do':'PATIENT_BOLUS_REQUEST','expect':{'reply':'OK','rateNlPerH':128333}}",
        "{'at':0,'do':'PATIENT_STATUS'}",
        "{'at':0,'do':'TICK','dtMs':0}",
        "{'at':0,'do':'TICK','dtMs':-5}",
        "{'at':1000,'do':'TICK','dtMs':1000}",
        "{'at':'00:00:01','do':'FLOW_CONFIRM','deltaNl':-7}",
        "{'at':'00:00:01.500','do':'MOTOR_STALL'}",
        "{'at':'0d 00:00:02','do':'MOTOR_RECOVERED'}",
        "{'at':2000,'do':'SENSOR_FAULT'}",
        "{'at':2000,'do':'BATTERY','batteryMv':2600}",
        "{'at':2000,'do':'RESET','cause':'WATCHDOG'}",
        "{'at':2000,'world':'MOTOR_STALL'}",
        "{'at':2000,'world':'MOTOR_FREE'}",
        "{'at':2000,'world':'MOTOR_GAIN','gainPerMille':1145}",
        "{'at':2000,'world':'BATTERY','batteryMv':2599}",
        "{'at':2000,'world':'RESET','cause':'LOW_BATTERY'}",
        "{'at':2000,'world':'RTC_JUMP','jumpMs':-3600000}",
        "{'at':2000,'world':'FLOW_SENSOR_LOST'}",
        "{'at':2000,'world':'FLOW_SENSOR_BACK','expect':{'signal':'NONE'}}",
        "{'at':2000,'expect':{'mode':'RUN','rateNlPerH':{'min':0,'max':0},'alarms':['A20','A01'],'alarmsInclude':['A01'],"
                + "'signal':'CRITICAL','deliveredNl':{'max':9},'reservoirNominalNl':{'min':-9},'reservoirPessimisticNl':5}}",
    };

    private AcceptedLines() { }
}
