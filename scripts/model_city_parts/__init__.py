"""The parts of the model city: a fictional city whose faults are known."""
