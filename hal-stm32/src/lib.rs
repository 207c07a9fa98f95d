//! Board support for STM32 chips.

#![no_std]
