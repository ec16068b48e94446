/** The simulated world: motor, reservoir, battery, clock. The kernel senses it only through its events. */
package org.itb.harness.world;
