"""A thermostat: classes, properties and floats. A heater with a PID controller and a room that cools."""


class Controller:
    def __init__(self, target, kp, ki, kd):
        self.target = target
        self.gains = kp, ki, kd
        self._integral = 0.0
        self._last = None

    def output(self, measured, seconds):
        """The heater's share of its power, 0 to 1."""
        kp, ki, kd = self.gains
        error = self.target - measured
        slope = 0.0 if self._last is None else (error - self._last) / seconds
        self._last = error
        wanted = kp * error + ki * self._integral + kd * slope
        limited = min(1.0, max(0.0, wanted))
        if limited == wanted:  # no winding up while the heater is at its limit
            self._integral += error * seconds
        return limited


class Room:
    WATTS = 1500.0
    JOULES_PER_DEGREE = 60000.0
    LOSS_WATTS_PER_DEGREE = 35.0

    def __init__(self, outside):
        self.outside = outside
        self._celsius = outside

    @property
    def celsius(self):
        return self._celsius

    def step(self, power, seconds):
        loss = self.LOSS_WATTS_PER_DEGREE * (self._celsius - self.outside)
        self._celsius += (power * self.WATTS - loss) * seconds / self.JOULES_PER_DEGREE


room = Room(outside=5.0)
controller = Controller(target=21.0, kp=0.4, ki=0.0004, kd=0.0)
for minute in range(121):
    power = controller.output(room.celsius, 60)
    if minute % 15 == 0:
        bar = "#" * round(room.celsius)
        print("%3d min  %4.1f C  %3d %%  %s" % (minute, room.celsius, round(power * 100), bar))
    room.step(power, 60)
